#include "simulator/walmart_actions.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/json_tree.h"

namespace crosswalk::simulator {
namespace {

constexpr std::array<std::string_view, 6> cancel_reasons = {"CUSTOMER_REQUESTED_SELLER_TO_CANCEL",
                                                            "SELLER_CANCEL_PRICING_ERROR",
                                                            "SELLER_CANCEL_OUT_OF_STOCK",
                                                            "SELLER_CANCEL_FRAUD_STOP_SHIPMENT",
                                                            "SELLER_CANCEL_ADDRESS_NOT_SERVICEABLE",
                                                            "CANCEL_BY_SELLER"};

}  // namespace

ActionOutcome refused(std::string description, std::string field) {
  ActionOutcome outcome;
  outcome.refusal = invalid_content(std::move(description));
  outcome.refusal->field = std::move(field);
  return outcome;
}

const Json& child(const Json& parent, std::string_view name) {
  static const Json nothing;
  const auto found = parent.is_object() ? parent.find(name) : parent.end();
  return found == parent.end() ? nothing : *found;
}

std::vector<const Json*> items_in(const Json& parent, std::string_view name) {
  std::vector<const Json*> items;
  const Json& value = child(parent, name);
  if (value.is_object()) items.push_back(&value);
  if (value.is_array())
    for (const Json& item : value) items.push_back(&item);
  return items;
}

int units_in(const Json& status) {
  const Json& amount = child(child(status, "statusQuantity"), "amount");
  const std::string text = amount.is_string() ? amount.get<std::string>() : amount.dump();
  int units = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), units);
  return error == std::errc() && end == text.data() + text.size() && units > 0 ? units : 0;
}

std::optional<std::size_t> line_at(const MarketOrder& order, std::string_view number) {
  for (std::size_t i = 0; i < order.lines.size(); ++i)
    if (order.lines[i].number == number) return i;
  return std::nullopt;
}

ActionOutcome acknowledge_order(const MarketOrder& order, const OrderStanding& standing, bool third_party,
                                Instant now) {
  int created = 0;
  int higher = 0;
  for (const LineStanding& line : standing.lines) {
    created += line.created;
    higher += line.shipped() + line.cancelled();
  }
  const bool ours = order.node == NodeType::seller || (third_party && order.node == NodeType::third_party);
  if (!ours || (created == 0 && higher > 0))
    return refused("INVALID_REQUEST_CONTENT :: Failed when called acknowledge API for '" + order.po +
                   "'.  Some or all qty in higher status");
  OrderChange change;
  change.kind = OrderChange::Kind::acknowledged;
  change.at = now;
  return {std::nullopt, {change}};
}

ActionOutcome cancel_order(const MarketOrder& order, const OrderStanding& standing, const Json& body,
                           Instant now) {
  const auto lines = items_in(child(child(body, "orderCancellation"), "orderLines"), "orderLine");
  if (lines.empty()) return refused("orderCancellation.orderLines.orderLine is required");
  ActionOutcome outcome;
  std::vector<std::int64_t> asked_of(order.lines.size());  // a line may be named twice
  for (const Json* line : lines) {
    const std::string number = text_in(*line, "lineNumber");
    const auto index = line_at(order, number);
    if (!index) return refused("Invalid line number " + number + " for PO: " + order.po);
    std::int64_t& asked = asked_of[*index];
    for (const Json* status : items_in(child(*line, "orderLineStatuses"), "orderLineStatus")) {
      const std::string reason = text_in(*status, "cancellationReason");
      if (std::find(cancel_reasons.begin(), cancel_reasons.end(), reason) == cancel_reasons.end())
        return refused("Invalid cancellation reason in line number " + number, "cancellationReason");
      if (reason == "CUSTOMER_REQUESTED_SELLER_TO_CANCEL" && !order.lines[*index].intent_to_cancel)
        return refused("The customer did not ask to cancel line number " + number, "cancellationReason");
      const int units = units_in(*status);
      if (text_in(*status, "status") != "Cancelled" || units == 0)
        return refused("Status and quantity are required in line number " + number);
      OrderChange change;
      change.kind = OrderChange::Kind::cancelled;
      change.at = now;
      change.line = number;
      change.quantity = units;
      change.reason = reason;
      outcome.changes.push_back(std::move(change));
      asked += units;
    }
    if (asked == 0) return refused("orderLineStatus is required in line number " + number);
    const LineStanding& units = standing.lines[*index];
    if (units.open() == 0 && units.shipped() > 0)
      return refused("Unable to process this request. The Line: " + number + " of PO: " + order.po +
                     " is in SHIPPED status");
    if (asked > units.open())
      return refused("INVALID_REQUEST_CONTENT :: Failed when called cancel API for " + order.po +
                     ". Some or All Line(s)/Qty cannot be Cancelled");
  }
  return outcome;
}

}  // namespace crosswalk::simulator
