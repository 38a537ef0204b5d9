// POST /v3/returns/{returnOrderId}/refund: the seller refunds whole units (walmart.md §3.4). Checked whole
// before anything takes effect. Not for WFS, not for exception items.
#include "base/json_tree.h"
#include "simulator/walmart_actions.h"
#include "simulator/walmart_returns.h"

namespace crosswalk::simulator {
namespace {

// The money is on its way for so long before it is issued.
constexpr Millis issued_after{30 * 60'000};

WalmartError refusal(std::string field, std::string description) {
  return {"INVALID_REQUEST_CONTENT.GMP_RETURNS_API",
          std::move(field),
          std::move(description),
          "Request content is invalid.",
          "ERROR",
          "DATA"};
}

int units_of(const Json& line) {
  const Json& value = child(child(line, "quantity"), "measurementValue");
  return value.is_number_integer() && value.get<std::int64_t>() > 0 &&
                 value.get<std::int64_t>() < std::int64_t{1} << 30
             ? value.get<int>()
             : 0;
}

struct Asked {
  std::size_t line = 0;
  int units = 0;
};

// What the call asks for, or why not.
std::optional<WalmartError> read_refund(const MarketReturn& made, const Json& body,
                                        std::vector<Asked>& asked) {
  if (made.node == NodeType::walmart)
    return refusal("returnOrderId", "Return " + made.id + " is refunded by Walmart");
  if (made.replacement) return refusal("returnOrderId", "Return " + made.id + " is a replacement");
  if (made.exception)
    return refusal("returnOrderId", "Return " + made.id + " holds an exception item; refund the order line");
  if (text_in(body, "customerOrderId") != made.customer_order)
    return refusal("customerOrderId", "customerOrderId is not that of return " + made.id);
  const auto lines = items_in(body, "refundLines");
  if (lines.empty()) return refusal("refundLines", "refundLines is required");
  for (const Json* line : lines) {
    const Json& number = child(*line, "returnOrderLineNumber");
    Asked one;
    if (number.is_null() && made.lines.size() > 1)
      return refusal("returnOrderLineNumber", "returnOrderLineNumber is required for this return");
    if (!number.is_null()) {
      while (one.line < made.lines.size() && number != Json(made.lines[one.line].number)) ++one.line;
      if (one.line == made.lines.size())
        return refusal("returnOrderLineNumber",
                       "There is no line " + number.dump() + " in return " + made.id);
    }
    one.units = units_of(*line);
    if (one.units == 0)
      return refusal("quantity", "quantity.measurementValue must be a whole number above zero");
    asked.push_back(one);
  }
  return std::nullopt;
}

}  // namespace

wire::HttpReply WalmartReturns::refund(const wire::HttpRequest& request, std::string_view id, Instant now) {
  const auto refuse = [&](int status, WalmartError error) {
    return error_reply(request, status, WalmartEnvelope::order_api, {std::move(error)});
  };
  const MarketView view = book_.view();
  const MarketReturn* made = book_.world().find_return(id);
  if (made == nullptr || !view.lines_of(*made, now))
    return refuse(404, {"CONTENT_NOT_FOUND.GMP_RETURNS_API", "returnOrderId",
                        "There is no return " + std::string(id), "Requested content could not be found."});
  const auto body = parse_json(request.body, "the request");
  if (!body) return refuse(400, refusal("data", body.error().text()));
  std::vector<Asked> asked;
  if (auto error = read_refund(*made, *body, asked)) return refuse(400, std::move(*error));
  const ReturnStanding standing = view.standing(*made, now);
  std::vector<std::int64_t> sums(made->lines.size());  // a line may be named twice
  for (const Asked& one : asked) sums[one.line] += one.units;
  bool none_left = true;
  for (const Asked& one : asked) none_left = none_left && standing.lines[one.line].refundable() == 0;
  const bool echoed = none_left && switches.repeated_refund_is_200;
  for (const Asked& one : asked)
    if (!echoed && sums[one.line] > standing.lines[one.line].refundable())
      return refuse(400, refusal("quantity", "Line " + std::to_string(made->lines[one.line].number) +
                                                 " of return " + made->id + " has only " +
                                                 std::to_string(standing.lines[one.line].refundable()) +
                                                 " units left to refund"));
  ReturnRefunds& account = refunds_[made->id];
  ++account.calls;
  if (!echoed) {
    ++account.effects;
    for (const Asked& one : asked) {
      account.units += one.units;
      ReturnChange change;
      change.kind = ReturnChange::Kind::refund_initiated;
      change.at = now;
      change.line = made->lines[one.line].number;
      change.quantity = one.units;
      change.channel = "SELLER_MANUAL_REFUND";
      book_.post(made->id, change);
      change.kind = ReturnChange::Kind::refund_issued;
      change.at = now + issued_after;
      book_.post(made->id, change);
    }
  }
  std::string echo;
  JsonOut json(echo);
  json.open('{');
  json.text("returnOrderId", made->id);
  json.text("customerOrderId", made->customer_order);
  json.raw("refundLines", to_text(child(*body, "refundLines")));
  json.close('}');
  return json_reply(200, std::move(echo));
}

}  // namespace crosswalk::simulator
