#include "walmart/webhook.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "model/push.h"
#include "walmart/webhook_proof.h"

namespace crosswalk::walmart {
namespace {

constexpr std::size_t longest_id = 64;
constexpr std::size_t most_returns = 500;

// The types that mean something to us (walmart.md §6.2), and as what.
struct Known {
  std::string_view type;
  std::string_view kind;
};
constexpr std::array known_types = {
    Known{"ORDER_UPDATES", push::hint_order},         Known{"PO_CREATED", push::hint_order},
    Known{"PO_LINE_AUTOCANCELLED", push::hint_order}, Known{"INTENT_TO_CANCEL", push::hint_order},
    Known{"RETURN_CREATED", push::hint_return},       Known{"RETURN_DELIVERED", push::hint_return},
    Known{"RETURN_INVOICED", push::hint_return},      Known{"INVENTORY_OOS", push::hint_stock},
    Known{"REPORT_STATUS", push::hint_report},
};

WebhookReading refused(int status, std::string remark) {
  return {status, {}, {}, std::move(remark)};
}

// A member that should be an object; an empty one when it is not.
const Json& member(const Json& json, const char* key) {
  static const Json none = Json::object();
  const auto found = json.find(key);
  return found != json.end() && found->is_object() ? *found : none;
}

// A number of Walmart's, which comes as text and might one day come as a number; "" when it is no such thing.
std::string id_in(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return {};
  const std::string text = found->is_number_integer() ? found->dump() : text_in(json, key);
  const bool plain = !text.empty() && text.size() <= longest_id &&
                     std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
  return plain ? text : std::string();
}

// Not the payload itself: it holds more than a hint needs.
PushedEvent event(std::string_view kind, const std::string& type, std::string key, const std::string& id) {
  return {std::string(kind), std::move(key), to_text({{"event", type}, {"id", id}}),
          kind == push::hint_order || kind == push::hint_return};
}

std::vector<PushedEvent> events_of(std::string_view kind, const std::string& type, const std::string& key,
                                   const Json& payload) {
  if (kind == push::hint_order) return {event(kind, type, key, id_in(payload, "purchaseOrderId"))};
  if (kind == push::hint_stock) return {event(kind, type, key, text_in(payload, "sku"))};
  if (kind == push::hint_report) return {event(kind, type, key, {})};
  // One entry for each returned line: the same return may stand there several times.
  std::vector<PushedEvent> events;
  std::vector<std::string> ids;
  const auto orders = payload.find("returnOrders");
  if (orders != payload.end() && orders->is_array())
    for (const auto& order : *orders) {
      std::string id = order.is_object() ? id_in(order, "returnOrderId") : std::string();
      if (id.empty() || ids.size() == most_returns) continue;
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
    }
  for (const auto& id : ids) events.push_back(event(kind, type, key + "/" + id, id));
  if (events.empty()) events.push_back(event(kind, type, key, {}));
  return events;
}

WebhookReading token_answer(const WebhookSettings& settings, const WebhookCall& call, Instant now) {
  if (settings.auth != WebhookSettings::Auth::oauth) return refused(404, "there is no token endpoint here");
  if (!may_have_token(settings, call))
    return refused(401, "the token endpoint was called without its secret");
  const Json answer = {{"access_token", new_webhook_token(settings, now)},
                       {"token_type", "Bearer"},
                       {"expires_in", webhook_token_life.count() / 1000}};
  return {200, to_text(answer), {}, {}};
}

}  // namespace

std::string_view name_of(WebhookSettings::Auth auth) {
  switch (auth) {
    case WebhookSettings::Auth::hmac:
      return "HMAC";
    case WebhookSettings::Auth::basic:
      return "BASIC_AUTH";
    case WebhookSettings::Auth::oauth:
      break;
  }
  return "OAUTH";
}

WebhookReading WalmartWebhook::read(const WebhookCall& call, Instant now) const {
  if (call.method != "POST") return refused(405, "only POST is taken");
  if (call.tail == "/token") return token_answer(settings_, call, now);
  if (!call.tail.empty()) return refused(404, "there is nothing at this path");
  if (auto why = refusal(settings_, call, now); !why.empty()) return refused(401, std::move(why));
  // What the test call of walmart.md §6.1 holds is not known: whatever is no event is taken and passed over.
  if (call.body.empty()) return refused(200, "it holds nothing");
  const auto json = parse_json(call.body, "the event");
  if (!json) return refused(400, "its body is not JSON");
  if (!json->is_object()) return refused(400, "its body is not an event");
  const Json& source = member(*json, "source");
  const std::string type = text_in(source, "eventType");
  const auto known = std::find_if(known_types.begin(), known_types.end(),
                                  [&](const Known& each) { return each.type == type; });
  if (known == known_types.end()) return refused(200, "its type of event has no meaning here");
  const std::string id = id_in(source, "eventId");
  const std::string key = id.empty() ? "sha256:" + sha256(call.body) : id;
  return {200, {}, events_of(known->kind, type, key, member(*json, "payload")), {}};
}

}  // namespace crosswalk::walmart
