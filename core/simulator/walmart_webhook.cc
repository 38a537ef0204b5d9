#include "simulator/walmart_webhook.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "simulator/walmart_actions.h"

namespace crosswalk::simulator {
namespace {

constexpr std::string_view system = "WEBHOOK_API";
constexpr std::string_view base_path = "/v3/webhooks/";
constexpr std::string_view each_path = "/v3/webhooks/subscriptions/";

struct EventType {
  std::string_view resource;  // "": as the switch says
  std::string_view name;
  std::string_view description;
  bool single = false;  // one of those that ORDER_UPDATES replaces
};

constexpr std::array<EventType, 13> types{{
    {"ITEM", "OFFER_PUBLISHED", "Notification for published offers"},
    {"ITEM", "OFFER_UNPUBLISHED", "Notification for unpublished offers"},
    {"PRICE", "BUY_BOX_CHANGED", "Notification for change in buy box"},
    {"INVENTORY", "INVENTORY_OOS", "Notification for items that are out of stock"},
    {"ORDER", "ORDER_UPDATES", "Notification for purchase order updates"},
    {"ORDER", "PO_CREATED", "Notification for new purchase order created", true},
    {"ORDER", "PO_LINE_AUTOCANCELLED", "Notification for purchase order line auto-cancelled", true},
    {"ORDER", "INTENT_TO_CANCEL", "Notification for a customer's request to cancel", true},
    {"ORDER", "DRIVER_STATUS", "Notification for the status of a driver"},
    {"", "RETURN_CREATED", "Notification for new return created"},
    {"", "RETURN_DELIVERED", "Notification for return delivered"},
    {"", "RETURN_INVOICED", "Notification for return invoiced"},
    {"REPORTS", "REPORT_STATUS", "Notification for report status"},
}};

// "the three single events are deprecated 15 Dec 2026" (walmart.md §6.2)
bool offered(const EventType& type, Instant now) {
  static const Instant end = Instant::parse("2026-12-15T00:00:00Z").value();
  return !type.single || now < end;
}

std::string read_auth(const Json& given, WebhookAuth& auth) {
  if (!given.is_object()) return {};
  const auto take = [&](const char* name, std::string& into) {
    if (given.contains(name)) into = text_in(given, name);
  };
  take("authMethod", auth.method);
  take("authHeaderName", auth.header);
  take("userName", auth.user);
  take("password", auth.password);
  take("clientId", auth.client_id);
  take("clientSecret", auth.client_secret);
  take("authUrl", auth.auth_url);
  if (auth.header.empty()) return "authHeaderName is required";
  if (auth.method == "BASIC_AUTH")
    return auth.user.empty() || auth.password.empty() ? "userName and password are required" : "";
  if (auth.method == "HMAC") return auth.client_secret.empty() ? "clientSecret is required" : "";
  if (auth.method != "OAUTH") return "authMethod is not valid";
  const bool complete = !auth.client_id.empty() && !auth.client_secret.empty() && !auth.auth_url.empty();
  return complete ? "" : "clientId, clientSecret and authUrl are required";
}

bool is_address(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://127.0.0.1");
}

void identity(JsonOut& json, const Subscription& one) {
  json.text("eventType", one.event_type);
  json.text("subscriptionId", one.id);
  json.text("partnerId", simulated_partner);
  json.text("eventVersion", one.event_version);
  json.text("resourceName", one.resource);
}

// With its secrets, as Walmart shows them.
void whole(JsonOut& json, const Subscription& one) {
  json.open('{');
  identity(json, one);
  json.text("eventUrl", one.url);
  json.open('{', "headers");
  for (const auto& [name, value] : one.headers) json.text(name, value);
  json.close('}');
  if (!one.auth.method.empty()) {
    json.open('{', "authDetails");
    json.text("authHeaderName", one.auth.header);
    json.text("authMethod", one.auth.method);
    const auto text = [&](const char* name, const std::string& value) {
      if (!value.empty()) json.text(name, value);
    };
    text("userName", one.auth.user);
    text("password", one.auth.password);
    text("clientId", one.auth.client_id);
    text("clientSecret", one.auth.client_secret);
    text("authUrl", one.auth.auth_url);
    json.close('}');
  }
  json.text("status", one.active ? "ACTIVE" : "INACTIVE");
  json.close('}');
}

}  // namespace

std::string WalmartSubscriptions::endpoint_of(std::string_view method, std::string_view path) {
  if (!path.starts_with(base_path)) return {};
  const bool one = path.starts_with(each_path);
  return std::string(method) + " " + (one ? std::string(each_path) + "#" : std::string(path));
}

std::optional<wire::HttpReply> WalmartSubscriptions::answer(const WalmartCall& call,
                                                            std::optional<Subscription>& to_try) {
  if (!call.path.starts_with(base_path) || switches.not_listed) return std::nullopt;
  const std::string& method = call.request.method;
  const std::string_view rest = call.path.substr(base_path.size());
  if (rest == "eventTypes" && method == "GET") return event_types(call.now);
  if (rest == "subscriptions" && method == "POST") return create(call);
  if (rest == "subscriptions" && method == "GET") return list(call);
  if (call.path.starts_with(each_path)) {
    const std::string_view id = call.path.substr(each_path.size());
    if (method == "PATCH") return change(call, id);
    if (method == "DELETE") return remove(call, id);
  }
  if (rest != "test" || method != "POST")
    return error_reply(
        call.request, 405, WalmartEnvelope::gateway,
        {{"METHOD_NOT_ALLOWED.GMP_GATEWAY_API", "", "Method not allowed", "", "ERROR", "DATA"}});
  const auto body = parse_json(call.request.body, "the request");
  if (!body) return refuse_content(call, system, "data", body.error().text());
  Subscription subscription;
  if (const std::string wrong = read(*body, call.now, subscription); !wrong.empty())
    return refuse_content(call, system, "data", wrong);
  to_try = std::move(subscription);
  return json_reply(200, R"({"message":"Eventurl successfully validated"})");
}

wire::HttpReply WalmartSubscriptions::event_types(Instant now) const {
  std::string body;
  JsonOut json(body);
  json.open('{');
  json.open('[', "events");
  for (const EventType& type : types) {
    if (!offered(type, now)) continue;
    json.open('{');
    json.text("resourceName", type.resource.empty() ? switches.return_resource : type.resource);
    json.text("eventType", type.name);
    json.text("eventVersion", "V1");
    json.text("description", type.description);
    json.close('}');
  }
  json.close(']');
  json.close('}');
  return json_reply(200, std::move(body));
}

std::string WalmartSubscriptions::read(const Json& given, Instant now, Subscription& subscription) const {
  subscription.event_type = text_in(given, "eventType");
  subscription.event_version = text_in(given, "eventVersion");
  subscription.resource = text_in(given, "resourceName");
  subscription.url = text_in(given, "eventUrl");
  subscription.active = text_in(given, "status") != "INACTIVE";
  subscription.created = now;
  const auto* type = std::find_if(types.begin(), types.end(), [&](const EventType& known) {
    return known.name == subscription.event_type && offered(known, now);
  });
  if (type == types.end()) return "eventType is not valid";
  if (subscription.resource != (type->resource.empty() ? switches.return_resource : type->resource))
    return "resourceName does not fit the eventType";
  if (subscription.event_version != "V1") return "eventVersion is not valid";
  if (!is_address(subscription.url)) return "eventUrl is not valid";
  for (const auto& [name, value] : child(given, "headers").items())
    if (value.is_string()) subscription.headers.emplace_back(name, value.get<std::string>());
  return read_auth(child(given, "authDetails"), subscription.auth);
}

wire::HttpReply WalmartSubscriptions::create(const WalmartCall& call) {
  const auto body = parse_json(call.request.body, "the request");
  if (!body) return refuse_content(call, system, "data", body.error().text());
  auto given = items_in(*body, "events");
  if (given.empty()) given = items_in(*body, "event");  // as one version of the schema has it
  if (given.empty()) return refuse_content(call, system, "events", "events is required");
  std::vector<Subscription> read_all;
  for (const Json* one : given) {
    Subscription subscription;
    if (const std::string wrong = read(*one, call.now, subscription); !wrong.empty())
      return refuse_content(call, system, "events", wrong);
    subscription.id = uuid_from("simulated subscription " + std::to_string(++made_));
    read_all.push_back(std::move(subscription));
  }
  std::string answer;
  JsonOut json(answer);
  json.open('{');
  json.open('[', "events");
  for (Subscription& one : read_all) {
    json.open('{');
    identity(json, one);
    json.text("status", one.active ? "ACTIVE" : "INACTIVE");
    json.close('}');
    subscriptions_.push_back(std::move(one));
  }
  json.close(']');
  json.close('}');
  return json_reply(200, std::move(answer));
}

wire::HttpReply WalmartSubscriptions::list(const WalmartCall& call) const {
  const auto wanted = [&](const char* name, std::string_view value) {
    const std::string asked = call.parameter(name);
    return asked.empty() || asked == value;
  };
  std::string answer;
  JsonOut json(answer);
  json.open('{');
  json.open('[', "events");
  for (const Subscription& one : subscriptions_)
    if (wanted("subscriptionId", one.id) && wanted("eventType", one.event_type) &&
        wanted("resourceName", one.resource) && wanted("status", one.active ? "ACTIVE" : "INACTIVE"))
      whole(json, one);
  json.close(']');
  json.close('}');
  return json_reply(200, std::move(answer));
}

wire::HttpReply WalmartSubscriptions::change(const WalmartCall& call, std::string_view id) {
  const auto found = std::find_if(subscriptions_.begin(), subscriptions_.end(),
                                  [&](const Subscription& one) { return one.id == id; });
  if (found == subscriptions_.end()) return nothing_found(call, system, "There is no such subscription");
  const auto body = parse_json(call.request.body, "the request");
  if (!body) return refuse_content(call, system, "data", body.error().text());
  Subscription changed = *found;
  if (body->contains("eventUrl")) changed.url = text_in(*body, "eventUrl");
  if (!is_address(changed.url)) return refuse_content(call, system, "eventUrl", "eventUrl is not valid");
  if (body->contains("status")) changed.active = text_in(*body, "status") == "ACTIVE";
  if (const std::string wrong = read_auth(child(*body, "authDetails"), changed.auth); !wrong.empty())
    return refuse_content(call, system, "authDetails", wrong);
  *found = std::move(changed);
  std::string answer;
  JsonOut json(answer);
  whole(json, *found);
  return json_reply(200, std::move(answer));
}

wire::HttpReply WalmartSubscriptions::remove(const WalmartCall& call, std::string_view id) {
  const auto found = std::find_if(subscriptions_.begin(), subscriptions_.end(),
                                  [&](const Subscription& one) { return one.id == id; });
  if (found == subscriptions_.end()) return nothing_found(call, system, "There is no such subscription");
  subscriptions_.erase(found);
  std::string answer;
  JsonOut json(answer);
  json.open('{');
  json.text("subscriptionId", id);
  json.text("message", "Successfully deleted subscription");
  json.close('}');
  return json_reply(200, std::move(answer));
}

}  // namespace crosswalk::simulator
