// ReturnStanding: what has become of every unit of a return at an instant, found by playing its changes in
// order of time. The one place that knows Walmart's return states and event tags (walmart.md §3.3): COMPLETED
// is refunded or cancelled, and a refund may come before the goods do. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/world_return.h"

namespace crosswalk::simulator {

struct ReturnUnit {
  enum class Refund { none, initiated, issued };
  bool in_transit = false;
  bool delivered = false;
  bool cancelled = false;
  Refund refund = Refund::none;
  std::string channel;  // of the refund
  Instant status_time;

  // INITIATED, DELIVERED, COMPLETED.
  std::string_view status() const;
  // NOT_REFUNDED, REFUND_INITIATED, REFUND_COMPLETED.
  std::string_view refund_status() const;
  bool refundable() const { return !cancelled && refund == Refund::none; }
};

struct ReturnTag {
  std::string_view tag;  // RETURN_IN_TRANSIT …
  Instant at;
  int quantity = 0;
};

// Units that were refunded, or came back, at one instant.
struct ReturnedUnits {
  Instant at;
  int quantity = 0;
  std::string channel;  // of a refund
};

struct ReturnLineStanding {
  std::vector<ReturnUnit> units;
  std::vector<ReturnTag> tags;         // by time
  std::vector<ReturnedUnits> refunds;  // issued, by time
  std::vector<ReturnedUnits> arrivals;
  std::vector<ReturnedUnits> departures;  // a return label was used

  int refunded() const;
  int refundable() const;
  int cancelled() const;
};

struct ReturnStanding {
  std::vector<ReturnLineStanding> lines;
  Instant last_modified;
};

// The standing of `made` at `now`; `posted` are the changes beside its own schedule. Later ones are left out.
ReturnStanding standing_of(const MarketReturn& made, std::span<const ReturnChange> posted, Instant now);

}  // namespace crosswalk::simulator
