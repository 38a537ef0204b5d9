#include "walmart/subscriptions.h"

#include <algorithm>
#include <array>

#include "base/json_tree.h"
#include "wire/percent.h"

namespace crosswalk::walmart {
namespace {

// walmart.md §6.1, calls a minute.
constexpr Endpoint list_types{"GET", "/v3/webhooks/eventTypes", 5};
constexpr Endpoint list_subscriptions{"GET", "/v3/webhooks/subscriptions", 50};
constexpr Endpoint add_subscription{"POST", "/v3/webhooks/subscriptions", 200};
constexpr Endpoint remove_subscription{"DELETE", "/v3/webhooks/subscriptions/{id}", 10};
constexpr Endpoint test_notification{"POST", "/v3/webhooks/test", 10};

// The events that webhook.cc understands.
constexpr std::array<std::string_view, 9> useful = {
    "ORDER_UPDATES",    "PO_CREATED",      "PO_LINE_AUTOCANCELLED", "INTENT_TO_CANCEL", "RETURN_CREATED",
    "RETURN_DELIVERED", "RETURN_INVOICED", "INVENTORY_OOS",         "REPORT_STATUS"};
// ORDER_UPDATES brings what these three did, which end on 15 December 2026 (walmart.md §6.2).
constexpr std::array<std::string_view, 3> replaced = {"PO_CREATED", "PO_LINE_AUTOCANCELLED",
                                                      "INTENT_TO_CANCEL"};

bool holds(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Json auth_details(const std::string& url, const WebhookSettings& settings) {
  Json details = {{"authMethod", std::string(name_of(settings.auth))}, {"authHeaderName", settings.header}};
  switch (settings.auth) {
    case WebhookSettings::Auth::hmac:
      details["clientSecret"] = settings.secret.reveal();
      break;
    case WebhookSettings::Auth::basic:
      details["userName"] = settings.user;
      details["password"] = settings.secret.reveal();
      break;
    case WebhookSettings::Auth::oauth:
      details["authUrl"] = url + "/token";
      details["clientId"] = settings.user;
      details["clientSecret"] = settings.secret.reveal();
      break;
  }
  return details;
}

Json subscription_body(const EventType& type, const std::string& url, const WebhookSettings& settings) {
  return {{"eventType", type.type},
          {"eventVersion", type.version},
          {"resourceName", type.resource},
          {"eventUrl", url},
          {"authDetails", auth_details(url, settings)},
          {"headers", {{"content-type", "application/json"}}}};
}

EventType event_type(const Json& json) {
  return {text_in(json, "eventType"), text_in(json, "eventVersion"), text_in(json, "resourceName")};
}

// The list under "events" (one version of the schema says "event"), or the list that the reply is.
Result<std::vector<Json>> listed(const std::string& reply, const Endpoint& endpoint) {
  const std::string what =
      "Walmart's reply to " + std::string(endpoint.method) + " " + std::string(endpoint.shape);
  const auto json = parse_json(reply, what);
  if (!json) return fail(ErrorKind::outside, json.error().message);
  const Json* list = &*json;
  for (const char* name : {"events", "event"})
    if (json->is_object() && json->contains(name)) list = &json->at(name);
  std::vector<Json> items;
  if (list->is_array())
    for (const auto& item : *list)
      if (item.is_object()) items.push_back(item);
  if (!list->is_array()) return fail(ErrorKind::outside, what + " holds no list of events");
  return items;
}

Result<std::vector<Subscription>> subscriptions_in(const std::string& reply, const Endpoint& endpoint) {
  const auto items = listed(reply, endpoint);
  if (!items) return items.error();
  std::vector<Subscription> found;
  for (const auto& item : *items)
    found.push_back({text_in(item, "subscriptionId"), event_type(item), text_in(item, "eventUrl"),
                     text_in(item, "status")});
  return found;
}

}  // namespace

Result<std::string> Subscriptions::ask(const Endpoint& endpoint, const std::string& path,
                                       const std::string& body, const Stop& stop) {
  const bool reads = endpoint.method == "GET";
  FrozenRequest frozen;
  frozen.method = std::string(endpoint.method);
  frozen.path = path;
  frozen.body = body;
  if (!body.empty()) frozen.headers = {{"Content-Type", "application/json"}};
  Answer answer = reads ? connection_.read(endpoint, path, stop) : connection_.write(endpoint, frozen, stop);
  if (answer.kind == Answer::Kind::replied && answer.reply.status == 404 && reads)
    return fail(ErrorKind::outside,
                "Walmart has no webhooks for the account of pair " + connection_.settings().pair +
                    " (404); ask its support to allow them, until then polling brings everything");
  if (answer.kind == Answer::Kind::replied && answer.reply.status / 100 == 2)
    return std::move(answer.reply.body);
  auto reply = connection_.checked(endpoint, std::move(answer));
  if (!reply) return reply.error();
  return fail(ErrorKind::not_found, "Walmart does not know this subscription; see --list");
}

Result<std::vector<EventType>> Subscriptions::useful_types(const Stop& stop) {
  const auto reply = ask(list_types, std::string(list_types.shape), {}, stop);
  if (!reply) return reply.error();
  const auto items = listed(*reply, list_types);
  if (!items) return items.error();
  std::vector<EventType> types;
  for (const auto& item : *items)
    if (holds(useful, text_in(item, "eventType"))) types.push_back(event_type(item));
  const bool updates = std::any_of(types.begin(), types.end(),
                                   [](const EventType& each) { return each.type == "ORDER_UPDATES"; });
  if (updates)
    types.erase(std::remove_if(types.begin(), types.end(),
                               [](const EventType& each) { return holds(replaced, each.type); }),
                types.end());
  return types;
}

Result<std::vector<Subscription>> Subscriptions::list(const Stop& stop) {
  const auto reply = ask(list_subscriptions, std::string(list_subscriptions.shape), {}, stop);
  if (!reply) return reply.error();
  return subscriptions_in(*reply, list_subscriptions);
}

Result<std::vector<Subscription>> Subscriptions::create(std::span<const EventType> types,
                                                        const std::string& url,
                                                        const WebhookSettings& settings, const Stop& stop) {
  Json events = Json::array();
  for (const auto& type : types) {
    Json event = subscription_body(type, url, settings);
    event["status"] = "ACTIVE";
    events.push_back(std::move(event));
  }
  const auto reply = ask(add_subscription, std::string(add_subscription.shape),
                         to_text({{"events", std::move(events)}}), stop);
  if (!reply) return reply.error();
  return subscriptions_in(*reply, add_subscription);
}

Result<void> Subscriptions::remove(const std::string& id, const Stop& stop) {
  const auto reply =
      ask(remove_subscription, "/v3/webhooks/subscriptions/" + wire::percent_encoded(id), {}, stop);
  if (!reply) return reply.error();
  return {};
}

Result<void> Subscriptions::test(const EventType& type, const std::string& url,
                                 const WebhookSettings& settings, const Stop& stop) {
  const auto reply = ask(test_notification, std::string(test_notification.shape),
                         to_text(subscription_body(type, url, settings)), stop);
  if (!reply) return reply.error();
  return {};
}

}  // namespace crosswalk::walmart
