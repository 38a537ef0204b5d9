#include <doctest/doctest.h>

#include "after_sale_fixture.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

using Kind = ReturnChange::Kind;

const Instant made_at = at_time("2026-02-10T12:00:00Z");

// Three of three units are sent back.
MarketReturn three() {
  const MarketOrder order = order_of("108000000000001", at_time("2026-02-01T12:00:00Z"),
                                     {line_of("1", "VASE-T", 3, {charge_of("PRODUCT", "94.51", "7.80")})});
  return return_of(order, "104000000000001001", made_at, 3);
}

std::vector<std::string> tags_of(const ReturnLineStanding& line) {
  std::vector<std::string> tags;
  for (const ReturnTag& tag : line.tags)
    tags.push_back(std::string(tag.tag) + "x" + std::to_string(tag.quantity));
  return tags;
}

ReturnLineStanding line_at_end(const MarketReturn& made) {
  return standing_of(made, {}, made_at + a_day * 60).lines[0];
}

}  // namespace

TEST_CASE("the units of one return line meet different fates") {
  MarketReturn made = three();
  made.schedule = {return_change(Kind::in_transit, made_at + an_hour, 2),
                   return_change(Kind::cancelled, made_at + an_hour * 2, 1),
                   return_change(Kind::delivered, made_at + a_day, 1)};
  refund_at(made, made_at + a_day * 2, 1);
  const ReturnLineStanding line = line_at_end(made);
  CHECK(tags_of(line) == std::vector<std::string>{"RETURN_INITIATEDx3", "RETURN_IN_TRANSITx2",
                                                  "RETURN_CANCELLEDx1", "DELIVERED_AT_RETURN_CENTERx1",
                                                  "REFUND_INITIATEDx1", "REFUND_ISSUEDx1"});
  CHECK(line.refunded() == 1);
  CHECK(line.cancelled() == 1);
  CHECK(line.refundable() == 1);
  REQUIRE(line.arrivals.size() == 1);
  CHECK(line.arrivals[0].at == made_at + a_day);
  int completed = 0;
  for (const ReturnUnit& unit : line.units) completed += unit.status() == "COMPLETED" ? 1 : 0;
  CHECK(completed == 2);  // the cancelled one was never refunded
}

TEST_CASE("money may come back before the goods do, and the goods' events then have other names") {
  MarketReturn made = three();
  refund_at(made, made_at, 0, "InstantRefund");
  made.schedule.push_back(return_change(Kind::in_transit, made_at + a_day));
  made.schedule.push_back(return_change(Kind::delivered, made_at + a_day * 4));
  const ReturnLineStanding line = line_at_end(made);
  CHECK(tags_of(line) == std::vector<std::string>{"RETURN_INITIATEDx3", "REFUND_INITIATEDx3",
                                                  "REFUND_ISSUEDx3", "INTRANSIT_AFTER_INVOICEx3",
                                                  "DELIVERED_AFTER_INVOICEx3"});
  CHECK(line.units[0].status() == "COMPLETED");
  CHECK(line.arrivals[0].quantity == 3);
}

TEST_CASE("what may be kept never comes back, what is refunded cannot be cancelled or refunded again") {
  MarketReturn made = three();
  made.lines[0].keep_it = true;
  refund_at(made, made_at + an_hour);
  refund_at(made, made_at + an_hour * 3);
  made.schedule.push_back(return_change(Kind::delivered, made_at + a_day));
  made.schedule.push_back(return_change(Kind::cancelled, made_at + a_day));
  const ReturnLineStanding line = line_at_end(made);
  CHECK(line.refunded() == 3);
  CHECK(line.arrivals.empty());
  CHECK(line.cancelled() == 0);
}

TEST_CASE("Walmart's own refund after 48 hours is only for what came back and nobody refunded yet") {
  MarketReturn made = three();
  made.schedule = {return_change(Kind::delivered, made_at + a_day, 2)};
  ReturnChange by_itself =
      return_change(Kind::refund_initiated, made_at + a_day * 3, 3, "SELLER_AUTO_REFUND");
  by_itself.of_delivered = true;
  made.schedule.push_back(by_itself);
  made.schedule.push_back(return_change(Kind::refund_issued, made_at + a_day * 3 + an_hour, 3));
  CHECK(line_at_end(made).refunded() == 2);

  std::vector<ReturnChange> posted = {
      return_change(Kind::refund_initiated, made_at + a_day * 2, 1, "SELLER_MANUAL_REFUND"),
      return_change(Kind::refund_issued, made_at + a_day * 2 + an_hour, 1)};
  const ReturnStanding standing = standing_of(made, posted, made_at + a_day * 9);
  CHECK(standing.lines[0].refunded() == 2);
  REQUIRE(standing.lines[0].refunds.size() == 2);
  CHECK(standing.lines[0].refunds[0].channel == "SELLER_MANUAL_REFUND");
  CHECK(standing.lines[0].refunds[1].channel == "SELLER_AUTO_REFUND");
  CHECK(standing.last_modified == made_at + a_day * 3 + an_hour);
}

TEST_CASE("a replacement gives goods back but no money") {
  MarketReturn made = three();
  made.replacement = true;
  refund_at(made, made_at + an_hour);
  made.schedule.push_back(return_change(Kind::delivered, made_at + a_day));
  const ReturnLineStanding line = line_at_end(made);
  CHECK(line.refunded() == 0);
  CHECK(line.arrivals[0].quantity == 3);
}

TEST_CASE("a return gives back whole units' parts, cut to the cent, and never more than was paid") {
  World world;
  const MarketOrder order =
      order_of("108000000000001", at_time("2026-02-01T12:00:00Z"),
               {line_of("1", "VASE-T", 3,
                        {charge_of("PRODUCT", "94.51", "7.80"), charge_of("PRODUCT", "-1.00", "0"),
                         charge_of("SHIPPING", "6.00", "0.50"), charge_of("FEE", "0.75", "0")})});
  MarketReturn made = return_of(order, "104000000000001001", made_at, 3);
  made.lines[0].restocking_fee = usd_text("3.10");
  refund_at(made, made_at + an_hour, 1);
  refund_at(made, made_at + a_day, 2);
  world.add(order);
  world.add(made);
  const ReturnTruth truth = MarketView(world).return_truth(made, made_at + a_day * 5);
  REQUIRE(truth.lines.size() == 1);
  REQUIRE(truth.lines[0].refunds.size() == 2);
  const RefundTruth& two = truth.lines[0].refunds[1];
  CHECK(two.quantity == 2);
  REQUIRE(two.charges.size() == 2);  // shipping stays
  CHECK(two.charges[0].amount.text() == "63");
  CHECK(two.charges[0].tax.text() == "5.2");
  CHECK(two.charges[1].amount.text() == "-0.68");
  CHECK(truth.charges.text() == "93.48 USD");
  CHECK(truth.taxes.text() == "7.80 USD");
  CHECK(truth.restocking.text() == "9.30 USD");
  made.lines[0].refunds_shipping = true;
  CHECK(refund_per_unit(order.lines[0], made.lines[0], ChargeMeans::line).size() == 3);
  CHECK(refund_per_unit(order.lines[0], made.lines[0], ChargeMeans::unit)[0].amount.text() == "94.51");
}

TEST_CASE("a return does not exist before it was made, nor before its goods were shipped") {
  World world;
  MarketOrder order = order_of("108000000000001", at_time("2026-02-01T12:00:00Z"),
                               {line_of("1", "VASE-T", 1, {charge_of("PRODUCT", "9.00", "0")})});
  const MarketReturn made = return_of(order, "104000000000001001", made_at, 1);
  world.add(made);
  const MarketView view(world);
  CHECK_FALSE(view.lines_of(made, made_at));
  world.add(order);
  CHECK_FALSE(view.lines_of(made, made_at - an_hour));
  CHECK(view.lines_of(made, made_at));
  CHECK_FALSE(world.add(made));
  world.find(order.po)->schedule.clear();
  CHECK_FALSE(view.lines_of(made, made_at));
  CHECK(view.return_truth(made, made_at).id.empty());
}
