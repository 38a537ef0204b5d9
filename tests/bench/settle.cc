// What a settlement of a million rows costs: how long its visit takes, and how much more
// memory is resident than before, with the example rules and a store in a file. Its rows are made as they are
// read, so that what is measured is the visit. Not Google Benchmark: a visit is measured whole.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>

#include "base/log.h"
#include "base/virtual_clock.h"
#include "checkout.h"
#include "flow/settle.h"
#include "must.h"
#include "rules/mapper.h"
#include "rules/rule_set.h"
#include "simulator/service.h"
#include "walmart/channel.h"
#include "walmart/connection.h"
#include "xero/ledger.h"

namespace {

using namespace crosswalk;
using namespace crosswalk::bench;
using SteadyClock = std::chrono::steady_clock;

constexpr std::uint32_t rows = 1'000'000;

Money cents(std::int64_t amount) {
  return {Decimal::from_units(amount * 10'000), must(Currency::parse("USD"))};
}

// Fees and commissions without an order, one after the other.
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
  Result<Tally> tally(const Record& /*record*/) const override {
    return Tally{cents(-std::int64_t{rows} * 375), cents(0), rows};
  }
  Result<void> lines(const Record& record, LineSink& sink) const override {
    RecordFacts facts;
    facts.kind = RecordKind::settlement;
    facts.id = record.key.id;
    facts.market = "us";
    facts.channel = "Walmart Marketplace US";
    facts.order_type = "regular";
    facts.currency = must(Currency::parse("USD"));
    facts.sums.to = must(Date::parse("2026-02-06"));
    facts.sums.payable = cents(-std::int64_t{rows} * 375);
    if (auto told = sink.facts(facts); !told) return told;
    const Date first = must(Date::parse("2026-01-24"));
    Line line;
    line.state = UnitState::shipped;
    line.quantity = Decimal::whole(1);
    line.amount = cents(-375);
    for (std::uint32_t row = 1; row <= rows; ++row) {
      const std::string key = "2026_02_06_" + std::to_string(row);
      line.row = row;
      line.line_class = row % 2 == 0 ? LineClass::commission : LineClass::fee;
      line.charge_type = line.transaction_type = row % 2 == 0 ? "Sale" : "Adjustment";
      line.charge_name = row % 2 == 0 ? "Commission on Product" : "Walmart Shipping Label Service Charge";
      line.amount_type = row % 2 == 0 ? "Commission on Product" : "Fee/Reimbursement";
      line.transaction_key = key;
      line.sku = "MUG-BLU";
      line.date = first.plus_days(static_cast<std::int32_t>(row % 14));
      if (auto told = sink.line(line); !told) return told;
    }
    return {};
  }
};

long resident_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

}  // namespace

int main() {
  log::set_level(log::Level::off);
  const auto file = std::filesystem::temp_directory_path() / "crosswalk-bench-settle.db";
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
  VirtualClock clock(must(Instant::parse("2026-02-10T12:00:00Z")));
  auto store = must(store::open_store("sqlite:" + file.string()));
  simulator::InProcess nobody;
  const auto jitter = [] { return 0.5; };
  walmart::Settings of_walmart;
  of_walmart.pair = "us";
  walmart::Connection connection(of_walmart, nobody, *store, clock, jitter);
  walmart::WalmartChannel channel(connection);
  xero::XeroLedger ledger({}, nobody, *store, clock, jitter);
  MadeUp source;
  flow::Pair pair{{}, source, ledger, channel, *store, clock, nullptr};
  pair.settings.name = "us";
  pair.settings.pays = true;
  const auto rules = must(rules::load_rules(checkout("/rules"), "rules/", checkout("/scripts")));
  const auto mapper = must(rules::make_mapper(rules, {}));
  const std::vector<RawRecord> page = {{RecordKind::settlement, "2026-02-06", "made up"}};
  must(store->receive("us", page, "", "", clock.now()));
  const auto claimed =
      must(store->claim_records("us", pair.settings.worker, 1, limits::record_lease, clock.now()));
  flow::Settler settler(pair);
  const long before = resident_kib();
  const auto begin = SteadyClock::now();
  const auto settled = must(settler.visit(claimed.front(), *mapper, {}));
  const double seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
  if (settled.state != RecordState::booked) give_up(settled.reason);
  std::printf("%u rows visited in %.1f s (%.1f us a row), %ld MiB more resident, %zu entries\n", rows,
              seconds, seconds * 1e6 / rows, (resident_kib() - before) / 1024, settled.fresh.entries.size());
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
  return 0;
}
