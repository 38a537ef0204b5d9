#include <doctest/doctest.h>

#include "simulator/world_standing.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

constexpr std::int64_t hour = 3'600'000;
Instant at(std::int64_t hours) {
  return Instant::from_millis(1'770'000'000'000 + hours * hour);
}

MarketOrder order_of(std::initializer_list<int> quantities) {
  MarketOrder order;
  order.po = "108000000000001";
  order.ordered = at(0);
  order.ship_by = at(48);
  for (const int quantity : quantities) {
    MarketLine line;
    line.number = std::to_string(order.lines.size() + 1);
    line.quantity = quantity;
    order.lines.push_back(line);
  }
  return order;
}

OrderChange change(OrderChange::Kind kind, std::int64_t hours, std::string line = {}, int quantity = 0) {
  OrderChange made;
  made.kind = kind;
  made.at = at(hours);
  made.line = std::move(line);
  made.quantity = quantity;
  return made;
}

using Kind = OrderChange::Kind;
constexpr StandingRules strict{false, false};

}  // namespace

TEST_CASE("units go from created to acknowledged to shipped to delivered, in parts") {
  const MarketOrder order = order_of({3});
  const std::vector<OrderChange> posted = {change(Kind::acknowledged, 1), change(Kind::shipped, 2, "1", 2),
                                           change(Kind::cancelled, 3, "1", 1),
                                           change(Kind::delivered, 4, "1", 1)};
  CHECK(standing_of(order, posted, at(0), strict).lines[0].created == 3);
  CHECK(standing_of(order, posted, at(1), strict).lines[0].acknowledged == 3);
  const LineStanding end = standing_of(order, posted, at(9), strict).lines[0];
  CHECK(end.open() == 0);
  CHECK(end.shipped() == 2);
  CHECK(end.shipments.at(0).delivered == 1);
  CHECK(end.cancelled() == 1);
  CHECK(standing_of(order, posted, at(9), strict).last_modified == at(4));
}

TEST_CASE("the schedule ships what is not acknowledged only if that is allowed") {
  MarketOrder order = order_of({2, 1});
  order.schedule = {change(Kind::shipped, 5)};
  CHECK(standing_of(order, {}, at(6), strict).lines[0].shipped() == 0);
  CHECK(standing_of(order, {}, at(6)).lines[0].shipped() == 2);
  const std::vector<OrderChange> early = {change(Kind::acknowledged, 4)};
  const std::vector<OrderChange> late = {change(Kind::acknowledged, 7)};
  CHECK(standing_of(order, early, at(9), strict).lines[1].shipped() == 1);
  CHECK(standing_of(order, late, at(9), strict).lines[1].shipped() == 0);
  // What a caller posts never skips acknowledgement.
  MarketOrder still = order_of({1});
  const std::vector<OrderChange> shipped = {change(Kind::shipped, 2)};
  CHECK(standing_of(still, shipped, at(9)).lines[0].shipped() == 0);
  order.node = NodeType::walmart;
  CHECK(standing_of(order, {}, at(6), strict).lines[0].shipped() == 2);
}

TEST_CASE("a scheduled shipment never takes more units than are left") {
  MarketOrder order = order_of({2});
  order.schedule = {change(Kind::cancelled, 1, "1", 1), change(Kind::shipped, 2, "1", 2),
                    change(Kind::cancelled, 3)};
  const OrderStanding standing = standing_of(order, {}, at(9));
  CHECK(standing.lines[0].shipped() == 1);
  CHECK(standing.lines[0].cancelled() == 1);
  CHECK(standing.last_modified == at(2));
}

TEST_CASE("what is open four days after the ship date is cancelled") {
  const MarketOrder order = order_of({1});
  CHECK(standing_of(order, {}, at(48 + 95)).lines[0].open() == 1);
  const OrderStanding gone = standing_of(order, {}, at(48 + 96));
  CHECK(gone.lines[0].cancelled() == 1);
  CHECK(gone.last_modified == at(48 + 96));
  CHECK(standing_of(order, {}, at(500), strict).lines[0].open() == 1);
}

TEST_CASE("amounts go to zero only when the whole line is cancelled and the order does so") {
  MarketOrder order = order_of({2});
  order.schedule = {change(Kind::cancelled, 1, "1", 1), change(Kind::cancelled, 2, "1", 1)};
  CHECK_FALSE(standing_of(order, {}, at(3)).lines[0].zeroed);
  order.quirks.set(Quirk::zeroed_when_cancelled);
  CHECK_FALSE(standing_of(order, {}, at(1)).lines[0].zeroed);
  CHECK(standing_of(order, {}, at(3)).lines[0].zeroed);
}
