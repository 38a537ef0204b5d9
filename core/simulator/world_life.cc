// The life of an order: when its units ship, are delivered or cancelled, drawn once by its quirks.
#include <algorithm>

#include "simulator/world_generator.h"

namespace crosswalk::simulator {
namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

struct Units {
  std::string line;
  int quantity = 0;
};

struct CarrierName {
  std::string_view carrier;
  std::string_view url;
};
constexpr CarrierName carriers[] = {{"UPS", "https://carrier.test/ups/"},
                                    {"FedEx", "https://carrier.test/fedex/"},
                                    {"USPS", "https://carrier.test/usps/"},
                                    {"OnTrac", "https://carrier.test/ontrac/"}};

Tracking tracking_of(Instant ship_time, const std::string& method, WorldDice& dice) {
  const CarrierName& name = dice.pick(std::span<const CarrierName>(carriers));
  Tracking tracking;
  tracking.ship_time = ship_time;
  tracking.carrier = std::string(name.carrier);
  tracking.method = method;
  tracking.number = std::to_string(dice.between(100'000'000'000, 999'999'999'999));
  tracking.url = std::string(name.url) + tracking.number;
  return tracking;
}

void add_shipment(MarketOrder& order, const std::vector<Units>& units, Instant at, WorldDice& dice) {
  // A carrier's clock runs in whole seconds, and what is confirmed was handed over some minutes before.
  const std::int64_t handed_over = (at.millis() - dice.between(1, 30) * minute) / 1000 * 1000;
  const Tracking tracking = tracking_of(Instant::from_millis(handed_over), order.method, dice);
  const Instant delivered = at + Millis(dice.between(2 * day, 5 * day));
  for (const Units& part : units) {
    OrderChange change;
    change.kind = OrderChange::Kind::shipped;
    change.at = at;
    change.line = part.line;
    change.quantity = part.quantity;
    change.tracking = tracking;
    order.schedule.push_back(change);
    change.kind = OrderChange::Kind::delivered;
    change.at = delivered;
    order.schedule.push_back(change);
  }
}

void add_cancellation(MarketOrder& order, const Units& units, Instant at, std::string reason) {
  OrderChange change;
  change.kind = OrderChange::Kind::cancelled;
  change.at = at;
  change.line = units.line;
  change.quantity = units.quantity;
  change.reason = std::move(reason);
  order.schedule.push_back(std::move(change));
}

}  // namespace

void schedule_life(MarketOrder& order, bool acknowledges, WorldDice& dice) {
  const auto after = [&](std::int64_t least, std::int64_t most) {
    return order.ordered + Millis(dice.between(least, most));
  };
  if (order.node == NodeType::walmart || acknowledges) {
    OrderChange change;
    change.at =
        order.node == NodeType::walmart ? order.ordered + Millis(5 * minute) : after(20 * minute, 4 * hour);
    order.schedule.push_back(change);
  }
  if (order.quirks.has(Quirk::cancelled_whole)) {
    add_cancellation(order, {}, after(hour, 2 * day), "CUSTOMER_REQUESTED_SELLER_TO_CANCEL");
    return;
  }
  std::vector<Units> left;
  for (const MarketLine& line : order.lines) left.push_back({line.number, line.quantity});
  if (order.quirks.has(Quirk::cancelled_part)) {
    Units& victim = left.front();
    const Units gone{victim.line, victim.quantity > 1 ? victim.quantity / 2 : 1};
    add_cancellation(order, gone, after(hour, 5 * hour), "SELLER_CANCEL_OUT_OF_STOCK");
    victim.quantity -= gone.quantity;
    if (victim.quantity == 0) left.erase(left.begin());
  }
  const Instant first = after(6 * hour, 2 * day);
  if (!order.quirks.has(Quirk::split_shipment)) {
    add_shipment(order, left, first, dice);
    return;
  }
  std::vector<Units> now;
  std::vector<Units> later;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const int now_units = left[i].quantity > 1 ? left[i].quantity / 2 : (i % 2 == 0 ? 1 : 0);
    if (now_units > 0) now.push_back({left[i].line, now_units});
    if (now_units < left[i].quantity) later.push_back({left[i].line, left[i].quantity - now_units});
  }
  add_shipment(order, now, first, dice);
  add_shipment(order, later, first + Millis(dice.between(26 * hour, 40 * hour)), dice);
}

}  // namespace crosswalk::simulator
