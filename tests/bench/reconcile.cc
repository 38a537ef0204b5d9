// What it costs to reconcile a settlement of a million rows, whose orders are all booked: how long it takes,
// and how much memory is resident at most. The rows are put into the store as a finished visit would have
// left them, and the report is made as it is read again. Not Google Benchmark: it is measured whole.
// Goal: 60 s on one core, 500 MiB.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>

#include "app/offline.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/virtual_clock.h"
#include "flow/reconcile.h"
#include "model/entry_text.h"
#include "must.h"
#include "xero/ledger.h"

namespace {

using namespace crosswalk;
using namespace crosswalk::bench;
using SteadyClock = std::chrono::steady_clock;

constexpr std::uint32_t rows = 1'000'000;
constexpr std::uint32_t order_lines = 4;
constexpr std::uint32_t rows_of_order = 4 * order_lines;  // price, tax, tax withheld and commission of each
constexpr std::uint32_t orders = rows / rows_of_order;
const Instant now = must(Instant::parse("2026-02-10T12:00:00Z"));

Money cents(std::int64_t amount) {
  return {Decimal::from_units(amount * 10'000), must(Currency::parse("USD"))};
}
std::string number(std::uint32_t order) {
  return std::to_string(100'000'000'000'000 + order);
}
Date posted(std::uint32_t order) {
  return must(Date::parse("2026-01-24")).plus_days(static_cast<std::int32_t>(order % 14));
}

constexpr std::array<const char*, order_lines> skus = {"mug-blu", "lamp-01", "plate-08", "bowl-11"};

struct Part {
  LineClass line_class;
  const char* charge;
  const char* amount_type;
  std::int64_t amount;
};
constexpr std::array<Part, 4> parts = {
    Part{LineClass::product, "product", "Product Price", 2'499},
    Part{LineClass::tax, "tax", "Product tax", 206},
    Part{LineClass::tax_withheld, "withheld", "Product tax withheld", -206},
    Part{LineClass::commission, "commission", "Commission on Product", -375}};

class MadeUp final : public Source {
 public:
  std::vector<std::string> streams() const override { return {}; }
  Result<Page> read(const Cursor& /*from*/, const Stop& /*stop*/) override { return Page{}; }
  Result<std::vector<RawRecord>> fetch(std::span<const RecordKey> /*keys*/, const Stop& /*stop*/) override {
    return std::vector<RawRecord>{};
  }
  std::string scrub(const Record& record) const override { return record.body; }
  Result<void> unpack(std::string_view /*text*/, std::string_view /*name*/,
                      const std::function<Result<void>(const RecordView&)>& /*record*/) const override {
    return {};
  }
  Result<Tally> tally(const Record& /*record*/) const override { return Tally{}; }
  Result<void> lines(const Record& record, LineSink& sink) const override {
    RecordFacts facts;
    facts.kind = RecordKind::settlement;
    facts.id = record.key.id;
    facts.currency = must(Currency::parse("USD"));
    facts.sums.from = posted(0);
    facts.sums.to = posted(13);
    facts.sums.payable = cents(std::int64_t{orders} * order_lines * (2'499 - 375));
    if (auto told = sink.facts(facts); !told) return told;
    Line line;
    line.quantity = Decimal::whole(1);
    for (std::uint32_t order = 0; order < orders; ++order) {
      const std::string po = number(order);
      const std::string key = "2026_02_06_" + po;
      line.purchase_order = po;
      line.transaction_key = key;
      line.date = posted(order);
      for (std::uint32_t i = 0; i < rows_of_order; ++i) {
        const Part& part = parts[i % parts.size()];
        line.row = order * rows_of_order + i + 1;
        line.sku = skus[i / parts.size()];
        line.line_class = part.line_class;
        line.amount_type = part.amount_type;
        line.amount = cents(part.amount);
        line.commission_rate = part.line_class == LineClass::commission ? Decimal::whole(15) : Decimal();
        if (auto told = sink.line(line); !told) return told;
      }
    }
    return {};
  }
};

store::MappedRecord booked_order(const store::ClaimedRecord& claimed, std::uint32_t order) {
  store::MappedRecord mapped;
  mapped.id = claimed.id;
  Entries entries;
  entries.record = claimed.record.key;
  entries.currency = must(Currency::parse("USD"));
  mapped.bookings.emplace();
  for (const char* sku : skus)
    for (const Part& part : parts) {
      if (part.line_class == LineClass::commission) continue;
      mapped.bookings->push_back({claimed.record.key.id, sku, store::BookingSide::sale, part.charge,
                                  TaxClass::none, cents(part.amount), Decimal::whole(1)});
      Entry entry;
      entry.line_key = std::string(sku) + "/" + part.charge;
      entry.line_class = part.line_class;
      entry.state = UnitState::shipped;
      entry.date = posted(order);
      entry.amount = cents(-part.amount);
      entry.sku = sku;
      entry.description = "a product's name as long as they usually are";
      entry.answers.account = {"200", {"rules/account.lua", 7}};
      entries.entries.push_back(entry);
    }
  Entry owed;
  owed.role = EntryRole::receivable;
  owed.state = UnitState::shipped;
  owed.date = posted(order);
  owed.amount = cents(order_lines * 2'499);
  entries.entries.push_back(owed);
  write_entries(entries, mapped.entries);
  Document invoice;
  invoice.pair = "us";
  invoice.key = "WM-" + claimed.record.key.id;
  invoice.record = claimed.record.key;
  invoice.content = "{}";
  invoice.total = owed.amount;
  invoice.date = owed.date;
  mapped.documents.push_back(std::move(invoice));
  return mapped;
}

void book_orders(store::Store& store) {
  std::uint32_t made = 0;
  std::vector<RawRecord> page;
  std::vector<store::MappedRecord> batch;
  std::uint32_t mapped = 0;
  while (mapped < orders) {
    page.clear();
    for (int i = 0; i < 2'000 && made < orders; ++i, ++made)
      page.push_back({RecordKind::order, number(made), "{}"});
    if (!page.empty()) must(store.receive("us", page, "", "", now));
    const auto claimed = must(store.claim_records("us", "worker", 2'000, limits::record_lease, now));
    batch.clear();
    for (const auto& each : claimed) batch.push_back(booked_order(each, mapped++));
    must(store.finish_records(batch, "worker", now));
  }
}

std::int64_t book_settlement(store::Store& store) {
  const std::vector<RawRecord> page = {{RecordKind::settlement, "2026-02-06", "made up"}};
  must(store.receive("us", page, "", "", now));
  const auto claimed = must(store.claim_records("us", "worker", 1, limits::record_lease, now));
  const std::int64_t record = claimed.front().id;
  must(store.open_visit(record, "worker"));
  std::vector<store::SettlementRow> chunk;
  std::vector<store::RowWords> words = {{"Sale", "Product Price", "Purchase", "", "", "", ""}};
  for (std::uint32_t i = 0; i < rows; ++i) {
    const Part& part = parts[i % parts.size()];
    const std::uint32_t order = i / rows_of_order;
    store::SettlementRow row;
    row.row = i + 1;
    const bool tied = part.line_class != LineClass::commission;
    row.state = tied ? store::RowState::tied : store::RowState::booked;
    row.purchase_order = number(order);
    row.sku = skus[i % rows_of_order / parts.size()];
    if (tied) row.side = store::BookingSide::sale;
    row.charge = part.charge;
    row.amount = cents(part.amount);
    if (tied) row.tied = row.amount.amount;
    row.quantity = Decimal::whole(1);
    row.posted = posted(order);
    row.words = 1;
    chunk.push_back(std::move(row));
    if (chunk.size() < limits::settlement_chunk && i + 1 < rows) continue;
    must(store.add_rows(record, "worker", chunk, words, 1, limits::record_lease, now));
    words.clear();
    chunk.clear();
  }
  store::MappedRecord mapped;
  mapped.id = record;
  mapped.visit = store::SettlementVisit{1, 1, 1};
  must(store.finish_records(std::vector{mapped}, "worker", now));
  return record;
}

rusage used() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

double processor_seconds() {
  const rusage usage = used();
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

}  // namespace

int main() {
  log::set_level(log::Level::off);
  const auto file = std::filesystem::temp_directory_path() / "crosswalk-bench-reconcile.db";
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
  {
    auto store = must(store::open_store("sqlite:" + file.string()));
    book_orders(*store);
    book_settlement(*store);
  }
  auto store = must(store::open_store("sqlite:" + file.string()));
  const MadeUp source;
  app::NoNetwork network;
  app::NoBudget budget;
  VirtualClock clock{now};
  const xero::XeroLedger ledger({}, network, budget, clock, [] { return 0.5; });
  flow::ReconcileScope scope;
  scope.pair = "us";
  scope.settlement = "2026-02-06";
  scope.today = must(Date::parse("2026-02-10"));
  const auto begin = SteadyClock::now();
  const double before = processor_seconds();
  const auto done = must(flow::reconcile(*store, source, ledger, scope));
  const double seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
  const double worked = processor_seconds() - before;
  if (done.tied_out != std::int64_t{orders} * order_lines) give_up("not every order line ties out");
  std::printf(
      "%u rows of %u orders reconciled in %.1f s, of them %.1f s at work, %ld MiB resident at most, %zu "
      "exceptions (invoices that were never sent)\n",
      rows, orders, seconds, worked, used().ru_maxrss / 1024, done.findings.size());
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
  return 0;
}
