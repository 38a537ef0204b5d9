// The returns that webhooks tell of (walmart.md §6.2, §6.4): made, back with the seller, refunded.
#include "simulator/walmart_json_out.h"
#include "simulator/walmart_webhook.h"
#include "simulator/walmart_webhook_events.h"

namespace crosswalk::simulator {

void WalmartEvents::tell_of_returns(Instant now) {
  const MarketView view = book_.view();
  const auto fresh = [&](Instant at) { return at > told_ && at <= now; };
  for (const MarketReturn& made : book_.world().returns()) {
    if (!view.lines_of(made, now)) continue;
    if (fresh(made.created)) tell_of_return("RETURN_CREATED", made, made.created);
    const ReturnStanding standing = view.standing(made, now);
    if (!fresh(standing.last_modified)) continue;
    for (const ReturnLineStanding& line : standing.lines) {
      for (const ReturnedUnits& units : line.arrivals)
        if (fresh(units.at)) tell_of_return("RETURN_DELIVERED", made, units.at);
      for (const ReturnedUnits& units : line.refunds)
        if (fresh(units.at)) tell_of_return("RETURN_INVOICED", made, units.at);
    }
  }
}

void WalmartEvents::added(const MarketReturn& made) {
  if (made.created <= told_) tell_of_return("RETURN_CREATED", made, made.created);
}

void WalmartEvents::tell_of_return(std::string_view type, const MarketReturn& made, Instant at) {
  const MarketView view = book_.view();
  const auto lines = view.lines_of(made, at);
  if (!lines) return;
  const ReturnStanding standing = view.standing(made, at);
  std::string payload;
  JsonOut json(payload);
  json.open('{');
  json.text("partnerId", simulated_partner);
  json.text("partnerName", "INVENTED SELLER");
  json.open('[', "returnOrders");
  for (std::size_t i = 0; i < lines->size(); ++i) {
    const auto& [returned, sold] = (*lines)[i];
    const ReturnUnit& unit = standing.lines[i].units.front();
    json.open('{');
    json.text("returnOrderId", made.id);
    json.number("returnOrderLineNumber", std::int64_t{returned->number});
    json.text("customerOrderId", made.customer_order);
    json.text("purchaseOrderId", returned->po);
    json.text("productName", sold->product_name);
    json.open('{', "quantity");
    json.text("unitOfMeasure", "EACH");
    json.number("measurementValue", std::int64_t{returned->quantity});
    json.close('}');
    json.text("returnReason", returned->reason);
    json.text("trackingStatus", unit.status());
    json.text("refundStatus", unit.refund_status());
    json.close('}');
  }
  json.close(']');
  json.close('}');
  tell(type, at, payload);
}

}  // namespace crosswalk::simulator
