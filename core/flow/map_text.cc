#include "flow/map_text.h"

#include <algorithm>

#include "base/json_writer.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

std::string_view verdict_name(Translation::Verdict verdict) {
  switch (verdict) {
    case Translation::Verdict::booked:
      return "booked";
    case Translation::Verdict::waiting:
      return "waiting";
    case Translation::Verdict::skipped:
      return "skipped";
    case Translation::Verdict::held:
      return "held";
    case Translation::Verdict::dead:
      return "dead";
  }
  return "held";
}

void write_line(JsonWriter& json, const Line& line) {
  json.open_object();
  json.member("key", key_of(line));
  json.member("class", name_of(line.line_class));
  if (line.tax_class != TaxClass::none) json.member("tax_class", name_of(line.tax_class));
  json.member("state", name_of(line.state));
  json.member("date", line.date.text());
  json.key("amount").number(line.amount.amount, 2);
  json.key("quantity").number(line.quantity);
  json.member("charge_type", line.charge_type);
  json.member("charge_name", line.charge_name);
  json.member("sku", line.sku);
  json.close_object();
}

void write_lines(JsonWriter& json, const LineList& list) {
  json.key("lines").open_array();
  for (const auto& line : list.lines()) write_line(json, line);
  json.close_array();
}

// Writes the rows of a settlement as they come.
class RowWriter final : public LineSink {
 public:
  explicit RowWriter(JsonWriter& json) : json_(json) {}
  Result<void> facts(const RecordFacts& /*facts*/) override { return {}; }
  Result<void> line(const Line& line) override {
    write_line(json_, line);
    return {};
  }

 private:
  JsonWriter& json_;
};

void write_documents(JsonWriter& json, const Drafting& drafting) {
  json.key("documents").open_array();
  for (const auto& document : drafting.documents) {
    json.open_object();
    json.member("kind", name_of(document.kind));
    json.member("number", document.key);
    json.member("operation", name_of(document.operation));
    if (document.date != Date{}) json.member("date", document.date.text());  // a contact has none
    if (document.total) json.key("total").number(document.total->amount, 2);
    json.key("content").raw(document.content);
    json.close_object();
  }
  json.close_array();
}

// No rule is asked about it.
void write_own(const Record& record, std::string& out) {
  JsonWriter json(out);
  json.open_object();
  json.member("id", record.key.id);
  json.member("verdict", verdict_name(Translation::Verdict::skipped));
  json.member("reason",
              record.key.kind == RecordKind::accrual
                  ? "an accrual books what its orders say by their own rules; map the orders, or see "
                    "`crosswalk explain " +
                        record.key.id + "`"
                  : "the opening balance is what crosswalk.yaml says, and no rule is asked about it");
  json.close_object();
  out += '\n';
}

}  // namespace

void write_group(JsonWriter& json, const store::SettlementCount& group) {
  json.open_object();
  json.member("state", store::name_of(group.state));
  json.member("rows", group.count);
  json.member("amount", group.amount.amount.text(2));
  if (group.difference) json.key("difference").boolean(true);
  const auto tell = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) json.member(name, text);
  };
  tell("transaction_type", group.words.transaction_type);
  tell("amount_type", group.words.amount_type);
  tell("description", group.words.description);
  tell("account", group.words.account);
  tell("account_where", group.words.account_at);
  tell("reason", group.words.reason);
  tell("where", group.words.origin);
  tell("example", group.example);
  json.close_object();
}

std::string MapText::draft(const Entries& entries, Drafting& drafting) const {
  if (entries.informs()) return {};
  auto drafted = ledger_.draft(entries, {});
  if (!drafted) return drafted.error().text();
  drafting = std::move(*drafted);
  return drafting.hold;
}

// An invoice that waits for its settlement is paid by name.
void MapText::remember(const Record& record, const Translation& translation) {
  std::vector<store::StandingInvoice> invoices;
  const bool owes =
      std::any_of(translation.bookings.begin(), translation.bookings.end(),
                  [](const store::Booking& booking) { return booking.side == store::BookingSide::owed; });
  Drafting drafting;
  if (owes && draft(translation.entries, drafting).empty()) {
    for (const Document& document : drafting.documents)
      if (document.kind == DocumentKind::invoice && document.total)
        invoices.push_back({document.key, *document.total});
  }
  mapped_.note(record, translation, invoices);
}

bool MapText::write_settlement(const Record& record, MapForm form, std::int64_t stored, std::string& out) {
  const auto rehearsed = settlements_.settle(record, stored);
  Settled settled = rehearsed ? rehearsed->settled : refused_report(rehearsed.error());
  Drafting drafting;
  if (form == MapForm::documents && !settled.fresh.entries.empty())
    if (const std::string refusal = draft(settled.fresh, drafting); !refusal.empty())
      settled = held_report(refusal);
  JsonWriter json(out);
  json.open_object();
  json.member("id", record.key.id);
  json.member("verdict", name_of(settled.state));
  if (!settled.reason.empty()) json.member("reason", settled.reason);
  if (!settled.origin.empty()) json.member("origin", settled.origin);
  if (form == MapForm::lines) {
    json.key("lines").open_array();
    RowWriter rows(json);
    // What cannot be read is the verdict's reason already.
    static_cast<void>(source_.lines(record, rows));
    json.close_array();
  } else {
    json.key("rows").open_array();
    if (rehearsed)
      for (const auto& group : rehearsed->groups) write_group(json, group);
    json.close_array();
    if (form == MapForm::documents) {
      write_documents(json, drafting);
    } else {
      // Also where nothing is booked, it is of this settlement.
      settled.fresh.record = record.key;
      settled.fresh.revision = record.revision;
      json.key("booking");
      write_entries(settled.fresh, out);
    }
  }
  json.close_object();
  out += '\n';
  return settled.state != RecordState::held && settled.state != RecordState::dead;
}

bool MapText::write(const Record& record, MapForm form, std::string& out, std::int64_t stored) {
  if (record.key.kind == RecordKind::settlement) return write_settlement(record, form, stored, out);
  if (is_ours(record.key.kind)) {
    write_own(record, out);
    return true;
  }
  const Translation& translation = translator_.translate(record, nullptr);
  if (remembers_) remember(record, translation);
  Translation::Verdict verdict = translation.verdict;
  std::string reason = translation.reason;
  Drafting drafting;
  if (form == MapForm::documents && verdict == Translation::Verdict::booked) {
    reason = draft(translation.entries, drafting);
    if (!reason.empty()) verdict = Translation::Verdict::held;
  }
  JsonWriter json(out);
  json.open_object();
  json.member("id", record.key.id);
  json.member("verdict", verdict_name(verdict));
  if (!reason.empty()) json.member("reason", reason);
  if (!translation.origin.empty()) json.member("origin", translation.origin);
  if (!translation.remarks.empty()) {
    json.key("remarks").open_array();
    for (const Remark& remark : translation.remarks)
      json.open_object().member("text", remark.text).member("at", remark.origin.text()).close_object();
    json.close_array();
  }
  if (form == MapForm::lines) {
    write_lines(json, translator_.lines());
  } else if (form == MapForm::documents) {
    write_documents(json, drafting);
  } else {
    json.key("booking");
    write_entries(translation.entries, out);
  }
  json.close_object();
  out += '\n';
  return verdict != Translation::Verdict::held && verdict != Translation::Verdict::dead;
}

}  // namespace crosswalk::flow
