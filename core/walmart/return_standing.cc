#include "walmart/return_standing.h"

#include <algorithm>

#include "base/json_tree.h"

namespace crosswalk::walmart {
namespace {

const Json& child(const Json& parent, std::string_view name) {
  static const Json nothing;
  const auto found = parent.is_object() ? parent.find(name) : parent.end();
  return parent.is_object() && found != parent.end() ? *found : nothing;
}

// A whole number, as a number, as a text, or as {"measurementValue":…}.
int whole_in(const Json& parent, std::string_view name) {
  const Json& value = child(parent, name);
  if (value.is_object()) return whole_in(value, "measurementValue");
  const auto number = decimal_in(parent, name);
  return number ? static_cast<int>(number->units() / Decimal::one) : 0;
}

bool is_refunded(std::string_view status) {
  return status == "REFUND_INITIATED" || status == "REFUND_COMPLETED";
}

ReturnLineStanding line_of(const Json& given) {
  ReturnLineStanding line;
  line.number = whole_in(given, "returnOrderLineNumber");
  line.quantity = whole_in(given, "quantity");
  const Json& tracked = child(given, "currentTrackingStatuses");
  int by_quantity = 0;
  if (tracked.is_array())
    for (const Json& one : tracked)
      if (is_refunded(text_in(one, "currentRefundStatus"))) by_quantity += whole_in(one, "quantity");
  const bool whole_line =
      (!tracked.is_array() || tracked.empty()) && is_refunded(text_in(given, "currentRefundStatus"));
  line.refunded = std::max({by_quantity, whole_in(given, "refundedQty"), whole_line ? line.quantity : 0});
  return line;
}

}  // namespace

const ReturnLineStanding* ReturnStanding::find(int number) const {
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [&](const ReturnLineStanding& line) { return line.number == number; });
  return found == lines.end() ? nullptr : &*found;
}

Result<ReturnStanding> read_return_standing(std::string_view body, std::string_view id) {
  const auto json = parse_json(body, "the return");
  if (!json) return json.error();
  const Json& list = child(*json, "returnOrders");
  const Json* wanted = list.is_array() ? nullptr : &*json;
  if (list.is_array())
    for (const Json& one : list)
      if (id.empty() || text_in(one, "returnOrderId") == id) wanted = &one;
  if (wanted == nullptr)
    return fail(ErrorKind::not_found, "the return " + std::string(id) + " is not among them");
  ReturnStanding standing;
  standing.id = text_in(*wanted, "returnOrderId");
  standing.customer_order = text_in(*wanted, "customerOrderId");
  const Json& lines = child(*wanted, "returnOrderLines");
  if (lines.is_object()) standing.lines.push_back(line_of(lines));
  if (lines.is_array())
    for (const Json& line : lines) standing.lines.push_back(line_of(line));
  if (standing.id.empty() || standing.lines.empty())
    return fail(ErrorKind::invalid, "the answer is no return: it has no returnOrderId or no lines");
  return standing;
}

}  // namespace crosswalk::walmart
