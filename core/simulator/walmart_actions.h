// What callers may do to an order: acknowledge, ship, cancel, refund (walmart.md §2.6–2.9). Each action is
// checked whole against the order's standing and answers either one refusal or the changes to post; nothing
// takes effect by halves. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "simulator/walmart_errors.h"
#include "simulator/world_view.h"

namespace crosswalk::simulator {

struct ActionOutcome {
  std::optional<WalmartError> refusal;
  std::vector<OrderChange> changes;
};

// `third_party`: also what a third party fulfils can be acknowledged by the seller.
ActionOutcome acknowledge_order(const MarketOrder& order, const OrderStanding& standing, bool third_party,
                                Instant now);
ActionOutcome ship_order(const MarketOrder& order, const OrderStanding& standing, const Json& body,
                         Instant now);
ActionOutcome cancel_order(const MarketOrder& order, const OrderStanding& standing, const Json& body,
                           Instant now);
// `means`: what the charges of a line of several units carry, to know how much there is to refund.
ActionOutcome refund_order(const MarketOrder& order, const OrderStanding& standing, const Json& body,
                           Instant now, ChargeMeans means);

// Lets the refunds of returns count among the order's own, so that nothing is refunded twice.
void count_returned(const MarketOrder& order, OrderStanding& standing, const MarketView& view, Instant now);

// Parts of the checks.
ActionOutcome refused(std::string description, std::string field = "data");
// The child of that name; an object where an array is expected counts as an array of one.
std::vector<const Json*> items_in(const Json& parent, std::string_view name);
const Json& child(const Json& parent, std::string_view name);  // null when absent
// A whole number above zero, as text or number; 0 otherwise.
int units_in(const Json& status);
// Index of the line of that number, or nothing.
std::optional<std::size_t> line_at(const MarketOrder& order, std::string_view number);

}  // namespace crosswalk::simulator
