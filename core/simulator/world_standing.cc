#include "simulator/world_standing.h"

#include <algorithm>

namespace crosswalk::simulator {
namespace {

constexpr Millis auto_cancel_after{std::int64_t{4} * 86'400'000};  // walmart.md §2.8

// Takes up to `wanted` (0: all) units out of `from`.
int take(int& from, int wanted) {
  const int taken = wanted == 0 ? from : std::min(from, wanted);
  from -= taken;
  return taken;
}

// `freely`: units need no acknowledgement.
bool ship(LineStanding& line, const OrderChange& change, bool freely) {
  int units = take(line.acknowledged, change.quantity);
  const int missing = change.quantity - units;
  if (freely && (change.quantity == 0 || missing > 0))
    units += take(line.created, change.quantity == 0 ? 0 : missing);
  if (units == 0) return false;
  line.shipments.push_back({units, 0, change.tracking, change.at});
  return true;
}

bool cancel(LineStanding& line, const OrderChange& change) {
  int units = take(line.created, change.quantity);
  if (change.quantity == 0)
    units += take(line.acknowledged, 0);
  else if (units < change.quantity)
    units += take(line.acknowledged, change.quantity - units);
  if (units == 0) return false;
  line.cancellations.push_back({units, change.reason});
  return true;
}

bool deliver(LineStanding& line, const OrderChange& change) {
  int left = change.quantity;
  bool any = false;
  for (Shipment& shipment : line.shipments) {
    int on_the_way = shipment.quantity - shipment.delivered;
    const int units = change.quantity == 0 ? on_the_way : std::min(on_the_way, left);
    shipment.delivered += units;
    left -= units;
    any = any || units > 0;
  }
  return any;
}

bool retrack(LineStanding& line, const OrderChange& change) {
  bool any = false;
  for (Shipment& shipment : line.shipments) {
    if (shipment.tracking.number != change.reason) continue;
    shipment.tracking = change.tracking;
    any = true;
  }
  return any;
}

bool apply(LineStanding& line, const OrderChange& change, bool freely) {
  switch (change.kind) {
    case OrderChange::Kind::acknowledged: {
      const int units = take(line.created, change.quantity);
      line.acknowledged += units;
      return units > 0;
    }
    case OrderChange::Kind::shipped:
      return ship(line, change, freely);
    case OrderChange::Kind::delivered:
      return deliver(line, change);
    case OrderChange::Kind::cancelled:
      return cancel(line, change);
    case OrderChange::Kind::retracked:
      return retrack(line, change);
    case OrderChange::Kind::refunded:
      line.refunds.insert(line.refunds.end(), change.refunds.begin(), change.refunds.end());
      return !change.refunds.empty();
    case OrderChange::Kind::edited:
      return true;
  }
  return false;
}

struct Due {
  const OrderChange* change;
  bool scheduled;
};

}  // namespace

int LineStanding::shipped() const {
  int units = 0;
  for (const Shipment& shipment : shipments) units += shipment.quantity;
  return units;
}

int LineStanding::cancelled() const {
  int units = 0;
  for (const Cancellation& cancellation : cancellations) units += cancellation.quantity;
  return units;
}

OrderStanding standing_of(const MarketOrder& order, std::span<const OrderChange> posted, Instant now,
                          const StandingRules& rules) {
  OrderStanding standing;
  standing.last_modified = order.ordered;
  standing.lines.resize(order.lines.size());
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    standing.lines[i].created = order.lines[i].quantity;
    standing.lines[i].status_date = order.ordered;
  }
  std::vector<Due> due;
  for (const OrderChange& change : order.schedule)
    if (change.at <= now) due.push_back({&change, true});
  for (const OrderChange& change : posted)
    if (change.at <= now) due.push_back({&change, false});
  OrderChange expiry;
  if (rules.auto_cancel && order.node == NodeType::seller && order.ship_by != Instant() &&
      order.ship_by + auto_cancel_after <= now) {
    expiry.kind = OrderChange::Kind::cancelled;
    expiry.at = order.ship_by + auto_cancel_after;
    expiry.reason = "Auto-cancelled due to expiry";
    due.push_back({&expiry, true});
  }
  std::stable_sort(due.begin(), due.end(),
                   [](const Due& a, const Due& b) { return a.change->at < b.change->at; });
  // Walmart acknowledges for itself what it or a third party fulfils.
  const bool schedule_ships_freely = rules.ships_without_acknowledgement || order.node != NodeType::seller;
  for (const auto& [change, scheduled] : due) {
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
      if (!change->line.empty() && change->line != order.lines[i].number) continue;
      if (!apply(standing.lines[i], *change, scheduled && schedule_ships_freely)) continue;
      standing.lines[i].status_date = change->at;
      standing.last_modified = change->at;
      standing.changed = true;
    }
  }
  if (order.quirks.has(Quirk::zeroed_when_cancelled))
    for (std::size_t i = 0; i < order.lines.size(); ++i)
      standing.lines[i].zeroed = standing.lines[i].cancelled() == order.lines[i].quantity;
  return standing;
}

}  // namespace crosswalk::simulator
