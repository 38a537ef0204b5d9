#include "simulator/walmart_webhook_events.h"

#include <algorithm>
#include <set>

#include "base/crypto.h"
#include "simulator/walmart_json_out.h"
#include "simulator/walmart_webhook.h"

namespace crosswalk::simulator {
namespace {

constexpr Millis auto_cancel_after{std::int64_t{4} * 86'400'000};  // walmart.md §2.8
constexpr const char* expiry = "Auto-cancelled due to expiry";

bool expired_units(const OrderStanding& standing) {
  return std::any_of(standing.lines.begin(), standing.lines.end(), [](const LineStanding& line) {
    return std::any_of(line.cancellations.begin(), line.cancellations.end(),
                       [](const Cancellation& one) { return one.reason == expiry; });
  });
}

std::string_view status_of(const LineStanding& line) {
  if (line.cancelled() > 0) return "Cancelled";
  if (line.created > 0) return "Created";
  return line.acknowledged > 0 ? "Acknowledged" : "Shipped";
}

}  // namespace

std::vector<WebhookEvent> WalmartEvents::news(Instant now) {
  for (const MarketOrder& order : book_.world().orders()) {
    if (order.ordered > told_ && order.ordered <= now) tell_of_new(order);
    const Instant end = order.ship_by + auto_cancel_after;
    if (order.ship_by != Instant() && end > told_ && end <= now && expired_units(book_.standing(order, end)))
      tell_of_order("PO_LINE_AUTOCANCELLED", order, {}, end);
  }
  tell_of_returns(now);
  told_ = std::max(told_, now);
  std::vector<WebhookEvent> news;
  news.swap(waiting_);
  std::stable_sort(news.begin(), news.end(),
                   [](const WebhookEvent& a, const WebhookEvent& b) { return a.at < b.at; });
  return news;
}

void WalmartEvents::added(const MarketOrder& order) {
  if (order.ordered <= told_) tell_of_new(order);
}

void WalmartEvents::tell_of_new(const MarketOrder& order) {
  tell_of_order("PO_CREATED", order, {}, order.ordered);
  if (order.node == NodeType::seller) tell_of_stock(order, order.ordered);
}

void WalmartEvents::intent_to_cancel(const MarketOrder& order, const std::string& line, Instant now) {
  tell_of_order("INTENT_TO_CANCEL", order, line, now);
}

void WalmartEvents::announce(std::string_view type, std::string_view payload, Instant now) {
  tell(type, now, payload);
}

void WalmartEvents::tell(std::string_view type, Instant at, std::string_view payload) {
  WebhookEvent event;
  event.type = type;
  event.id = uuid_from("simulated event " + std::to_string(++events_));
  event.at = at;
  JsonOut json(event.body);
  json.open('{');
  json.open('{', "source");
  json.text("eventType", type);
  json.text("eventTime", at.text());
  json.text("eventId", event.id);
  json.close('}');
  json.raw("payload", payload);
  json.close('}');
  waiting_.push_back(std::move(event));
}

void WalmartEvents::tell_of_order(const char* type, const MarketOrder& order, const std::string& line,
                                  Instant at) {
  tell(type, at, order_payload(type, order, line, at));
  std::string payload;
  JsonOut json(payload);
  json.open('{');
  json.text("subEventType", switches.unknown_sub_event ? "PO_LINE_REPRICED" : type);
  json.text("partnerId", simulated_partner);
  json.text("purchaseOrderId", order.po);
  json.text("customerOrderId", order.customer_order);
  json.close('}');
  tell("ORDER_UPDATES", at, payload);
}

std::string WalmartEvents::order_payload(const char* type, const MarketOrder& order, const std::string& line,
                                         Instant at) const {
  const bool expired = std::string_view(type) == "PO_LINE_AUTOCANCELLED";
  const OrderStanding standing = book_.standing(order, at);
  std::string payload;
  JsonOut json(payload);
  json.open('{');
  json.text("partnerId", simulated_partner);
  json.text("purchaseOrderId", order.po);
  json.text("customerOrderId", order.customer_order);
  json.text("orderDate", order.ordered.text_seconds());
  json.text("estimatedDeliveryDate", order.deliver_by.text_seconds());
  json.text("estimatedShipDate", order.ship_by.text_seconds());
  json.open('[', "orderLines");
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    const MarketLine& one = order.lines[i];
    if (!line.empty() && one.number != line) continue;
    if (expired && standing.lines[i].cancelled() == 0) continue;
    json.open('{');
    json.text("lineNumber", one.number);
    json.text("sku", one.sku);
    json.text("productName", one.product_name);
    json.open('{', "quantity");
    json.text("unitOfMeasure", "EACH");
    json.text("measurementValue", std::to_string(one.quantity));
    json.close('}');
    json.text("status", status_of(standing.lines[i]));
    json.text("statusDate", standing.lines[i].status_date.text());
    json.null(switches.trailing_space_key ? "shippingProgramType " : "shippingProgramType");
    json.text("shippingMethod", order.ship_method);
    if (expired) json.text("cancellationReason", expiry);
    json.close('}');
  }
  json.close(']');
  json.text("shipNodeType", order.node == NodeType::seller    ? "SellerFulfilled"
                            : order.node == NodeType::walmart ? "WFSFulfilled"
                                                              : "3PLFulfilled");
  json.close('}');
  return payload;
}

void WalmartEvents::tell_of_stock(const MarketOrder& order, Instant at) {
  std::set<std::string> skus;
  for (const MarketLine& line : order.lines) skus.insert(line.sku);
  const std::string& node = shelf_.nodes().front();
  for (const std::string& sku : skus) {
    const Offer* offer = shelf_.find(sku);
    if (offer == nullptr || inventory_.stock(sku, node, at).available > 0 ||
        inventory_.stock(sku, node, at - Millis(1)).available == 0)
      continue;
    std::string payload;
    JsonOut json(payload);
    json.open('{');
    json.text("partnerId", simulated_partner);
    json.text("itemId", offer->item_id);
    json.text("sku", sku);
    json.text("productName", offer->name);
    json.text("category", "HOME");
    json.open('[', "shipNodes");
    json.open('{');
    json.number("availToSellQty", std::int64_t{0});
    json.text("shipNode", node);
    json.text("shipNodeName", "Main warehouse");
    json.close('}');
    json.close(']');
    json.close('}');
    tell("INVENTORY_OOS", at, payload);
  }
}

}  // namespace crosswalk::simulator
