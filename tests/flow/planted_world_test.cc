// A generated world with one fault of each kind planted in it: `reconcile` finds each with its money, and
// nothing else.
#include <doctest/doctest.h>

#include "checkout.h"
#include "flow/kept_books.h"
#include "flow/reconcile.h"
#include "flow/rehearse.h"
#include "flow/rig.h"
#include "flow/settled_world.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis a_day{86'400'000};

// Walmart whose settlements are of another account than its orders and returns.
class TwoAccounts final : public simulator::Service {
 public:
  TwoAccounts(simulator::Service& orders, simulator::Service& settlements)
      : orders_(orders), settlements_(settlements) {}
  simulator::Answer handle(const wire::HttpRequest& request) override {
    // Tokens are the same on both sides: they tell when they were made, and how many before them.
    if (request.url.find("/token") != std::string::npos) settlements_.handle(request);
    return (request.url.find("/report/") != std::string::npos ? settlements_ : orders_).handle(request);
  }

 private:
  simulator::Service& orders_;
  simulator::Service& settlements_;
};

simulator::OrderChange on(simulator::OrderChange::Kind kind, Instant when) {
  simulator::OrderChange change;
  change.kind = kind;
  change.at = when;
  change.tracking.ship_time = when;
  return change;
}

// Shipped a day after it was placed; some of its price given back later where `back` says so.
simulator::MarketOrder sold(const std::string& po, const char* sku, const char* amount, Instant ordered,
                            const char* back = nullptr) {
  auto order = plain_order(po, sku, 1, amount, "0", ordered);
  order.schedule.push_back(on(simulator::OrderChange::Kind::shipped, ordered + a_day));
  if (back == nullptr) return order;
  auto refund = on(simulator::OrderChange::Kind::refunded, ordered + 6 * a_day);
  refund.line = "1";
  simulator::MarketRefund part;
  part.reason = "BillingError";
  part.charge.amount = Decimal::parse(back).value();
  refund.refunds = {part};
  order.schedule.push_back(refund);
  return order;
}

// "never settled 92 rug-5x8 149.99", by the last two digits of the order.
std::vector<std::string> told(const flow::Reconciliation& done) {
  std::vector<std::string> out;
  for (const auto& finding : done.findings) {
    std::string text(name_of(finding.kind));
    if (!finding.purchase_order.empty())
      text += " " + finding.purchase_order.substr(finding.purchase_order.size() - 2) + " " + finding.sku;
    out.push_back(text + " " + finding.money.amount.text(2));
  }
  return out;
}

}  // namespace

TEST_CASE("each fault that was planted is found with its money, and nothing else") {
  RigSettings settings;
  settings.clearing_account = "090";
  bool whole = false;  // a settlement with one of the faults is not booked at all
  SUBCASE("by order") {}
  SUBCASE("by settlement") {
    whole = true;
  }
  flow::RehearsalSettings how;
  settings.adjust = [&](flow::PairSettings& pair) {
    if (whole) {
      pair.posting = Posting::settlement;
      pair.accounts.carried_forward = "125";
    }
    how = flow::rehearsal_settings(pair);
  };
  simulator::WorldSettings world = settled_settings(settings.start, 7, 30);
  for (const auto& item : simulator::catalogue())
    if (item.sku != "COFFEE-1KG") world.goods.push_back(item);  // the only one in Grocery
  simulator::World orders = simulator::make_world(world);
  simulator::World settlements = orders;
  const Instant then = settings.start - 85 * a_day;
  const std::string po = "1088000000000";
  REQUIRE(settlements.add(sold(po + "91", "VASE-T", "33.33", then)));
  REQUIRE(orders.add(sold(po + "92", "RUG-5X8", "149.99", then)));
  REQUIRE(orders.add(sold(po + "93", "PAN-12", "47.00", then)));
  REQUIRE(settlements.add(sold(po + "93", "PAN-12", "48.50", then)));
  REQUIRE(orders.add(sold(po + "94", "COFFEE-1KG", "21.45", then)));
  REQUIRE(settlements.add(sold(po + "94", "COFFEE-1KG", "21.45", then)));
  REQUIRE(orders.add(sold(po + "95", "CLOCK-W", "35.25", then)));
  REQUIRE(settlements.add(sold(po + "95", "CLOCK-W", "35.25", then, "-10.00")));
  REQUIRE(orders.add(sold(po + "96", "BASKET-L", "26.80", then, "-6.00")));
  REQUIRE(settlements.add(sold(po + "96", "BASKET-L", "26.80", then)));
  settlements.add({Date::parse("2025-12-10").value(),
                   simulator::RowKind::unknown,
                   "Partner Program",
                   "Storefront Programme",
                   "Program Fee",
                   Decimal::parse("-4.44").value(),
                   {}});

  Rig rig(std::move(orders), settings);
  simulator::WalmartService reports(rig.clock(), std::move(settlements));
  TwoAccounts walmart(rig.walmart(), reports);
  rig.network().mount("walmart.test", walmart);
  for (int pass = 0; pass < 4; ++pass) {
    rig.pass();
    rig.advance(Millis(3'600'000));
  }
  flow::ReconcileScope scope;
  scope.pair = "us";
  scope.span.from = Date::parse("2025-10-01").value();
  scope.today = Date::parse("2026-02-10").value();
  scope.contract_rates = {{"grocery", Decimal::whole(7)}};  // and 8 were taken
  const auto mapper =
      rules::make_mapper(rules::load_rules(settings.rules, "rules/", checkout("/scripts")).value(), {});
  REQUIRE(mapper.ok());
  flow::KeptBooks books(rig.store(), "us", std::nullopt);
  flow::Rehearsal rehearsal(rig.source(), **mapper, books, how, &rig.store());
  const auto before = flow::reconcile(rig.store(), rig.source(), rig.ledger(), scope, &rehearsal);
  REQUIRE(before.ok());
  REQUIRE(before->settlements.size() > 3);
  // All deposits but one are on the bank statement.
  const auto& missing = before->settlements[1];
  std::vector<store::Deposit> deposits;
  for (const auto& tie : before->settlements)
    if (tie.id != missing.id) deposits.push_back({tie.to.plus_days(4), tie.payable, ""});
  REQUIRE(rig.store().add_deposits("us", deposits, rig.clock().now()).ok());
  std::vector<std::string> expected = {
      "never settled 92 rug-5x8 149.99",         "sale without order 91 vase-t 33.33",
      "refund without return 95 clock-w -10.00", "return without refund 96 basket-l -6.00",
      "sale without order 91 vase-t -5.00",      "fee unknown -4.44",
      "amount differs 93 pan-12 1.50",           "commission differs 94 COFFEE-1KG -0.22"};
  auto done = flow::reconcile(rig.store(), rig.source(), rig.ledger(), scope, &rehearsal);
  REQUIRE(done.ok());
  const auto kept_back = std::erase_if(done->findings, [](const flow::Finding& finding) {
    return finding.kind == flow::FindingKind::report_not_booked;
  });
  CHECK((kept_back > 0) == whole);
  auto found = told(*done);
  const auto deposit =
      std::find(found.begin(), found.end(), "deposit missing " + missing.payable.amount.text(2));
  REQUIRE(deposit != found.end());
  found.erase(deposit);
  const auto joined = [](const std::vector<std::string>& list) {
    std::string text;
    for (const auto& one : list) text += one + "; ";
    return text;
  };
  CHECK(joined(found) == joined(expected));
  for (const auto& finding : done->findings)
    if (finding.kind == flow::FindingKind::deposit_missing) CHECK(finding.settlement == missing.id);
}
