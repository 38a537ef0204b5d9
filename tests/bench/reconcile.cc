// What it costs to reconcile a settlement of a million rows, whose orders are all booked and posted: how long
// it takes, and how much memory is resident at most. The rows are put into the store as a finished visit
// would have left them; the report is Walmart's own CSV in a ZIP, which is read again. Not Google Benchmark:
// it is measured whole. Fails beyond its goal: 60 s on one core, 500 MiB.
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
#include "simulator/walmart_recon_file.h"
#include "walmart/connection.h"
#include "walmart/source.h"
#include "xero/ledger.h"

namespace {

using namespace crosswalk;
using namespace crosswalk::bench;
using SteadyClock = std::chrono::steady_clock;

constexpr std::uint32_t rows = 1'000'000;
constexpr std::uint32_t order_lines = 4;
constexpr std::uint32_t rows_of_order = 4 * order_lines;  // price, tax, tax withheld and commission of each
constexpr std::uint32_t orders = rows / rows_of_order;
constexpr double most_seconds = 60;
constexpr long most_mebibytes = 500;
constexpr std::int64_t payable = std::int64_t{orders} * order_lines * (2'499 - 375);  // cents
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
  simulator::RowKind kind;
  LineClass line_class;
  const char* charge;
  const char* amount_type;
  std::int64_t amount;
};
constexpr std::array<Part, 4> parts = {
    Part{simulator::RowKind::product, LineClass::product, "product", "Product Price", 2'499},
    Part{simulator::RowKind::tax, LineClass::tax, "tax", "Product tax", 206},
    Part{simulator::RowKind::tax_withheld, LineClass::tax_withheld, "withheld", "Product tax withheld", -206},
    Part{simulator::RowKind::commission, LineClass::commission, "commission", "Commission on Product", -375}};

// The settlement as Walmart writes it: every row is made when it is asked for.
simulator::SettlementRow row_of(std::uint32_t index) {
  const std::uint32_t order = index / rows_of_order;
  const Part& part = parts[index % parts.size()];
  simulator::SettlementRow row;
  row.kind = part.kind;
  row.key = "2026_02_06_" + number(order);
  row.posted = posted(order);
  row.type = "Sale";
  row.description = "Purchase";
  row.amount_type = part.amount_type;
  row.amount = cents(part.amount).amount;
  row.customer_order = "200" + number(order).substr(3);
  row.po = number(order);
  row.sku = skus[index % rows_of_order / parts.size()];
  row.product_name = "A product's name as long as they usually are";
  row.quantity = 1;
  row.category = "Home";
  if (part.kind == simulator::RowKind::commission) row.rate = 15;
  return row;
}

std::string report_zip() {
  simulator::ReconReport report;
  report.start = posted(0);
  report.end = posted(13);
  report.paid = report.end.plus_days(4);
  report.rows = rows;
  report.payable = cents(payable).amount;
  report.each = [](const simulator::ReconReport::RowSink& sink) {
    for (std::uint32_t i = 0; i < rows; ++i) sink(row_of(i));
  };
  return must(simulator::recon_zip(report, {}));
}

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

// The ledger has taken every invoice as it was sent.
void post_invoices(store::Store& store) {
  for (int number = 0;; ++number) {
    Attempt attempt;
    attempt.id = "bench-" + std::to_string(number);
    attempt.pair = "us";
    attempt.members = must(store.sendable("us", Side::ledger, 500, now));
    if (attempt.members.empty()) return;
    Outcomes outcomes(attempt.members.size());
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      outcomes[i].kind = Outcome::Kind::posted;
      outcomes[i].receipt =
          Receipt{"X-" + attempt.members[i].key, "AUTHORISED", attempt.members[i].total, {}};
    }
    must(store.begin_attempt(attempt, "worker", limits::attempt_lease, now));
    must(store.finish_attempt(attempt.id, attempt.members, outcomes, Cause::answer, "worker", now));
  }
}

std::int64_t book_settlement(store::Store& store) {
  const std::vector<RawRecord> page = {{RecordKind::settlement, "2026-02-06", report_zip()}};
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
    post_invoices(*store);
    book_settlement(*store);
  }
  auto store = must(store::open_store("sqlite:" + file.string()));
  app::NoNetwork network;
  app::NoBudget budget;
  VirtualClock clock{now};
  walmart::Settings of_walmart;
  of_walmart.pair = "us";
  walmart::Connection connection(of_walmart, network, budget, clock, [] { return 0.5; });
  const walmart::WalmartSource source(connection);
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
  const long mebibytes = used().ru_maxrss / 1024;
  std::printf("%u rows of %u orders reconciled in %.1f s, of them %.1f s at work, %ld MiB resident at most\n",
              rows, orders, seconds, worked, mebibytes);
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
  if (seconds > most_seconds || mebibytes > most_mebibytes) give_up("that is more than 60 s or 500 MiB");
  return 0;
}
