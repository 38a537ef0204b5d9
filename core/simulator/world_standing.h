// OrderStanding: what has become of every unit of an order at an instant, found by playing its changes in
// order of time. The one place that knows Walmart's states: Created → Acknowledged → Shipped → Delivered,
// Cancelled only before Shipped, a refund only after (walmart.md §10.1.5). Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "simulator/world_order.h"

namespace crosswalk::simulator {

struct Shipment {
  int quantity = 0;
  int delivered = 0;  // of `quantity`
  Tracking tracking;
  Instant confirmed;  // when the seller said so
};

struct Cancellation {
  int quantity = 0;
  std::string reason;
};

struct LineStanding {
  int created = 0;
  int acknowledged = 0;
  std::vector<Shipment> shipments;
  std::vector<Cancellation> cancellations;
  std::vector<MarketRefund> refunds;
  Instant status_date;
  bool zeroed = false;  // its amounts show as zero

  int open() const { return created + acknowledged; }
  int shipped() const;
  int cancelled() const;
};

struct OrderStanding {
  std::vector<LineStanding> lines;  // one for each of the order's lines, in their order
  Instant last_modified;
  bool changed = false;  // anything happened since the order was placed
};

struct StandingRules {
  bool ships_without_acknowledgement = true;  // the schedule's shipments need no acknowledgement
  bool auto_cancel = true;  // what is open 4 days after the estimated ship date is cancelled
};

// The standing of `order` at `now`; `posted` are the changes beside its own schedule. Later ones are left
// out.
OrderStanding standing_of(const MarketOrder& order, std::span<const OrderChange> posted, Instant now,
                          const StandingRules& rules = {});

}  // namespace crosswalk::simulator
