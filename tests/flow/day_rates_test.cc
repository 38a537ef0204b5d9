#include "flow/day_rates.h"

#include <doctest/doctest.h>

#include <vector>

#include "base/json_tree.h"
#include "flow/explain.h"
#include "flow/fakes.h"
#include "flow/rig.h"
#include "flow/settle_desk.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

const std::string po = "108800000000001";
const Currency us = Currency::parse("USD").value();
const Currency ca = Currency::parse("CAD").value();

class FakeRates final : public Rates {
 public:
  Result<Decimal> rate(Currency /*base*/, Currency /*currency*/, Date on, const Stop& /*stop*/) override {
    asked.push_back(on);
    if (known.is_zero()) return fail(ErrorKind::not_found, "rates.csv has no rate for " + on.text());
    return known;
  }
  Decimal known = Decimal::parse("0.74").value();
  std::vector<Date> asked;
};

Entries entries(RecordKind kind, const std::vector<const char*>& shipped) {
  Entries entries;
  entries.record = {"us", kind, "1"};
  entries.currency = us;
  entries.order_date = day("2026-01-28");
  for (const char* on : shipped) {
    Entry entry;
    entry.state = UnitState::shipped;
    entry.date = day(on);
    entry.amount = usd("-1.00");
    entries.entries.push_back(entry);
  }
  return entries;
}

std::string shown(const Entries& entries) {
  std::string out;
  for (const DayRate& rate : entries.rates) out += rate.day.text() + "=" + rate.rate.text() + " ";
  return out;
}

}  // namespace

TEST_CASE("each day of an order has its own rate, and one that was booked stays") {
  FakeRates rates;
  Entries order = entries(RecordKind::order, {"2026-01-30", "2026-01-31", "2026-01-30"});
  REQUIRE(flow::take_rates(order, {{day("2026-01-30"), Decimal::whole(2)}}, ca, rates, {}).ok());
  CHECK(shown(order) == "2026-01-30=2 2026-01-31=0.74 ");
  CHECK(rates.asked == std::vector{day("2026-01-31")});
  CHECK(order.rate_on(day("2026-01-31"))->text() == "0.74");
  CHECK(order.rate_on(day("2026-02-01")) == nullptr);
  order.entries[0].state = UnitState::open;
  order.entries[1].state = UnitState::cancelled;
  REQUIRE(flow::take_rates(order, {}, ca, rates, {}).ok());
  CHECK(shown(order) == "2026-01-28=0.74 2026-01-30=0.74 ");  // a draft is of the order's day
}

TEST_CASE("a settlement has one rate for all its documents, whenever they are booked") {
  FakeRates rates;
  Entries settlement = entries(RecordKind::settlement, {"2026-01-30", "2026-02-03"});
  REQUIRE(flow::take_rates(settlement, {}, ca, rates, {}).ok());
  CHECK(shown(settlement) == "2026-01-28=0.74 ");
  CHECK(settlement.rate_on(day("2026-02-03"))->text() == "0.74");
  rates.known = Decimal::whole(3);
  REQUIRE(flow::take_rates(settlement, settlement.rates, ca, rates, {}).ok());
  CHECK(shown(settlement) == "2026-01-28=0.74 ");
}

TEST_CASE("a settlement in another currency is not left to the ledger's own rates of several days") {
  const Entries two_days = entries(RecordKind::settlement, {"2026-01-30", "2026-02-03"});
  const Entries a_day = entries(RecordKind::settlement, {"2026-01-30", "2026-01-30"});
  const Entries later = entries(RecordKind::settlement, {"2026-02-03"});
  CHECK(flow::needs_one_rate(two_days, {}, ca)
            .find("USD, which is not the ledger's own CAD, and books on 2 days") != std::string::npos);
  CHECK(flow::needs_one_rate(two_days, {}, us) == "");
  CHECK(flow::needs_one_rate(two_days, {}, Currency()) == "");
  CHECK(flow::needs_one_rate(a_day, {}, ca) == "");
  CHECK(flow::needs_one_rate(later, a_day, ca) != "");
  CHECK(flow::needs_one_rate(entries(RecordKind::settlement, {}), two_days, ca) == "");
  CHECK(flow::needs_one_rate(entries(RecordKind::order, {"2026-01-30", "2026-02-03"}), {}, ca) == "");
  Entries paid = a_day;
  paid.entries[1].date = day("2026-02-10");
  paid.entries[1].line_class = LineClass::deposit;
  CHECK(flow::needs_one_rate(paid, {}, ca) == "");
}

TEST_CASE("with rates of the ledger a settlement in another currency is held, and books nothing") {
  SettleDesk desk;
  desk.ledger.lists.base_currency = ca;
  auto& report = desk.record(RecordKind::settlement, "2026-02-06");
  SettleDesk::row(report, LineClass::commission, "Adjustment", "Commission", "-7.50", "", "", "2026-01-30");
  SettleDesk::row(report, LineClass::commission, "Adjustment", "Commission", "-2.00", "", "", "2026-02-03");
  report.facts.sums.payable = usd("-9.50");
  desk.receive_all();
  desk.book();
  CHECK(desk.state(RecordKind::settlement, "2026-02-06") == "held");
  CHECK(desk.at(RecordKind::settlement, "2026-02-06").reason.find("`rates: ledger`") != std::string::npos);
  CHECK(desk.ledger.drafted.empty());
}

TEST_CASE("the ledger's own currency has no rate") {
  FakeRates rates;
  Entries order = entries(RecordKind::order, {"2026-01-30"});
  REQUIRE(flow::take_rates(order, {}, us, rates, {}).ok());
  CHECK(order.rates.empty());
  CHECK(rates.asked.empty());
}

TEST_CASE("an order is posted at the rate of its ship date, held while there is none, and explained") {
  FakeRates rates;
  rates.known = {};
  RigSettings settings;
  settings.rates = &rates;
  Rig rig(simulator::World{}, settings);
  REQUIRE(rig.walmart().add_order(
      plain_order(po, "MUG-BLU", 1, "24.99", "0", rig.clock().now() - Millis(86'400'000))));
  REQUIRE(rig.walmart().ship(po, "1", 1, rig.clock().now()));
  rig.xero().set_base_currency("CAD");
  rig.pass();
  CHECK(rig.state(po) == "held");
  CHECK(rig.record(po).reason == "rates.csv has no rate for 2026-02-10");
  CHECK(rig.xero().invoices().empty());

  rates.known = Decimal::parse("0.74").value();
  rig.replay(po);
  rig.pass();
  REQUIRE(rig.xero().invoices().size() == 1);
  CHECK(rig.xero().invoices()[0].currency_rate.text() == "0.74");
  CHECK(rig.xero().invoices()[0].currency == "USD");

  const auto story = flow::explain(rig.store(), "us", po);
  REQUIRE(story.ok());
  CHECK(flow::story_text(*story).find("rate of 2026-02-10: 0.74 USD for one unit of the ledger's currency") !=
        std::string::npos);
  // What is booked keeps its rate.
  rates.known = Decimal::parse("0.99").value();
  rig.replay(po);
  rig.pass();
  CHECK(rig.state(po) == "booked");
  CHECK(read_entries(rig.store().entries_of(rig.record(po).id).value()).value().rates ==
        std::vector<DayRate>{{day("2026-02-10"), Decimal::parse("0.74").value()}});
}
