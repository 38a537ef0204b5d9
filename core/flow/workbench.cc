#include "flow/workbench.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "flow/map_text.h"

namespace crosswalk::flow {
namespace {

// Hands out one order that a test has written; it has no bytes to be read twice, so the tally is of its
// lines.
class OrderSource final : public Source {
 public:
  explicit OrderSource(const rules::OrderView& order) : order_(order) {}

  std::vector<std::string> streams() const override { return {}; }
  Result<Page> read(const Cursor& /*from*/, const Stop& /*stop*/) override { return only_lines(); }
  Result<std::vector<RawRecord>> fetch(std::span<const RecordKey> /*keys*/, const Stop& /*stop*/) override {
    return only_lines();
  }
  Result<void> unpack(std::string_view /*text*/, std::string_view /*name*/,
                      const std::function<Result<void>(const RecordView&)>& /*record*/) const override {
    return only_lines();
  }
  std::string scrub(const Record& record) const override { return record.body; }
  Result<void> lines(const Record& /*record*/, LineSink& sink) const override {
    if (auto told = sink.facts(order_.facts); !told) return told;
    for (const Line& line : order_.lines)
      if (auto told = sink.line(line); !told) return told;
    return {};
  }
  Result<Tally> tally(const Record& /*record*/) const override {
    MoneySum charges(order_.facts.currency);
    MoneySum taxes(order_.facts.currency);
    for (const Line& line : order_.lines)
      (line.line_class == LineClass::tax ? taxes : charges).add(line.amount);
    const auto charged = charges.total();
    if (!charged) return charged.error();
    const auto taxed = taxes.total();
    if (!taxed) return taxed.error();
    return Tally{*charged, *taxed, static_cast<int>(order_.lines.size())};
  }

 private:
  static Error only_lines() {
    return fail(ErrorKind::internal, "an order that a test has written is only taken apart into its lines");
  }

  const rules::OrderView& order_;
};

}  // namespace

Result<std::vector<Record>> RecordWorkbench::unpack(std::string_view text, std::string_view name) {
  std::vector<Record> records;
  auto done = source_.unpack(text, name, [&](const RecordView& view) -> Result<void> {
    Record& record = records.emplace_back();
    record.key = {pair_, view.kind, std::string(view.id)};
    record.body = view.body;
    return {};
  });
  if (!done) return done.error();
  return records;
}

Result<rules::OrderView> RecordWorkbench::lines(const Record& record) {
  list_.clear();
  if (auto read = source_.lines(record, list_); !read) return read.error();
  lines_.clear();
  std::copy_if(list_.lines().begin(), list_.lines().end(), std::back_inserter(lines_),
               [](const Line& line) { return line.state != UnitState::cancelled; });
  return rules::OrderView{list_.facts(), lines_};
}

Result<std::string> RecordWorkbench::documents(const Record& record, rules::Mapper& mapper) {
  std::string text;
  MapText(source_, ledger_, mapper, settings_).write(record, MapForm::documents, text);
  return text;
}

Result<std::string> RecordWorkbench::documents(const rules::OrderView& order, rules::Mapper& mapper) {
  const OrderSource source(order);
  Record record;
  record.key = {pair_, order.facts.kind, std::string(order.facts.id)};
  std::string text;
  MapText(source, ledger_, mapper, settings_).write(record, MapForm::documents, text);
  return text;
}

}  // namespace crosswalk::flow
