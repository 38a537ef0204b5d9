// The main promise: for a world of orders with every quirk, what stands in the ledger is what Walmart
// reported, to the cent, per order and in sum; and a second pass changes nothing.
#include <doctest/doctest.h>

#include <map>

#include "flow/rig.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr int world_size = 5000;

simulator::World lively_world(Instant until) {
  simulator::WorldSettings settings;
  settings.seed = 20260210;
  settings.orders = world_size;
  settings.over = Millis(60LL * 86'400'000);
  settings.from = until - settings.over;
  return simulator::make_world(settings);
}

std::map<std::string, std::vector<simulator::SimInvoice>> by_order(
    const std::vector<simulator::SimInvoice>& invoices) {
  std::map<std::string, std::vector<simulator::SimInvoice>> orders;
  for (const auto& invoice : invoices) orders[invoice.number.substr(3, 15)].push_back(invoice);
  return orders;
}

// What the ledger must hold of an order in the state that it is in at Walmart.
Decimal expected(const simulator::UnitSplit& split, BookMode mode) {
  return mode == BookMode::shipped ? split.shipped.amount
                                   : add(split.shipped.amount, split.open.amount).value();
}

void compare_world(BookMode mode) {
  RigSettings settings;
  settings.book = mode;
  Rig rig(lively_world(settings.start), settings);
  const auto report = rig.pass();
  // The stand-in takes no acknowledgement of a third party's order from us; it is asked again each hour.
  for (const auto& sentence : report.trouble)
    CHECK_MESSAGE(
        sentence.find("is fulfilled by a third party and not acknowledged yet") != std::string::npos,
        sentence);
  const auto invoices = by_order(rig.xero().invoices());
  std::map<std::string, int> states;
  MoneySum walmart_sum(Currency::parse("USD").value());
  MoneySum ledger_sum(Currency::parse("USD").value());
  int compared = 0;
  store::RecordFilter filter;
  filter.pair = "us";
  filter.limit = 2 * world_size;
  const auto rows = rig.store().records(filter);
  REQUIRE(rows.ok());
  for (const auto& row : *rows) {
    ++states[std::string(name_of(row.state))];
    const auto truth = rig.walmart().truth(row.key.id);
    const auto found = invoices.find(row.key.id);
    const Ledgered ledger = ledgered(
        found == invoices.end() ? std::vector<simulator::SimInvoice>{} : found->second, row.key.id, true);
    CAPTURE(row.key.id);
    CAPTURE(std::string(name_of(row.state)));
    CAPTURE(row.reason);
    if (row.state == RecordState::booked || row.state == RecordState::waiting) {
      const Decimal charges = expected(truth.charges, mode);
      CHECK(ledger.charges.text(2) == charges.text(2));
      // Each tax is of one class: a facilitator's, which its mirror takes back, or the seller's own.
      CHECK(ledger.facilitator.is_zero());
      CHECK((ledger.collected.is_zero() || ledger.seller_tax.is_zero()));
      CHECK(add(ledger.collected, ledger.seller_tax).value().text(2) == expected(truth.taxes, mode).text(2));
      walmart_sum.add({charges, Currency::parse("USD").value()});
      ledger_sum.add({ledger.charges, Currency::parse("USD").value()});
      ++compared;
    } else {
      // Held, dead, skipped: nothing of it stands in the ledger.
      CHECK(ledger.charges.is_zero());
      CHECK(ledger.invoices == 0);
      CHECK_FALSE(row.reason.empty());
    }
  }
  for (const auto& state : states) MESSAGE(state.first << ": " << state.second);
  CHECK(compared > world_size / 2);
  CHECK(states["dead"] > 0);
  CHECK(states["held"] > 0);
  CHECK(states["skipped"] > 0);
  CHECK(static_cast<int>(rows->size()) == static_cast<int>(rig.walmart().purchase_orders().size()));
  CHECK(walmart_sum.total().value() == ledger_sum.total().value());
  for (const auto& made : rig.xero().invoices_created())
    CHECK_MESSAGE(made.second == 1, made.first << " was made " << made.second);
  CHECK(rig.xero().breaches().empty());

  // A second pass changes nothing.
  rig.network().reset_calls();
  rig.advance(Millis(60'000));
  rig.pass();
  CHECK(rig.writes() == 0);
}

}  // namespace

TEST_CASE("book: shipped: 5,000 orders stand in the ledger to the cent, once") {
  compare_world(BookMode::shipped);
}

TEST_CASE("book: created: 5,000 orders stand in the ledger to the cent, once") {
  compare_world(BookMode::created);
}
