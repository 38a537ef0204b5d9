#include "xero/webhook.h"

#include "base/crypto.h"
#include "base/json_tree.h"
#include "model/push.h"
#include "xero/errors.h"

namespace crosswalk::xero {
namespace {

constexpr std::size_t longest_field = 100;

// Of an event's members all are short; anything else is none of Xero's.
std::string field(const Json& event, const char* key) {
  std::string text = text_in(event, key);
  return text.size() <= longest_field ? text : std::string();
}

}  // namespace

WebhookReading XeroWebhook::read(const WebhookCall& call, Instant) const {
  if (call.method != "POST") return {405, {}, {}, "only POST is taken"};
  if (!call.tail.empty()) return {404, {}, {}, "there is nothing at this path"};
  const std::string* signature = call.header("x-xero-signature");
  // The key is used as the text that it is, not decoded (xero.md §7).
  if (signature == nullptr ||
      !same_in_constant_time(*signature, base64(hmac_sha256(key_.reveal(), call.body))))
    return {401, {}, {}, "its signature is missing or wrong"};
  const auto json = parse_json(call.body, "the event");
  const auto events = json && json->is_object() ? json->find("events") : Json::const_iterator();
  if (!json || !json->is_object() || events == json->end() || !events->is_array())
    return {400, {}, {}, "its body is not a list of events"};
  WebhookReading reading;
  for (const auto& event : *events) {
    const std::string id = event.is_object() ? field(event, "resourceId") : std::string();
    if (id.empty() || (!tenant_.empty() && !same_ignoring_case(field(event, "tenantId"), tenant_))) continue;
    const std::string what = field(event, "eventCategory");
    // At least once and out of order: this tells one event from another (xero.md §7).
    reading.events.push_back({std::string(push::hint_ledger),
                              field(event, "tenantId") + "/" + id + "/" + field(event, "eventDateUtc") + "/" +
                                  field(event, "eventType"),
                              to_text({{"id", id},
                                       {"what", what},
                                       {"event", field(event, "eventType")},
                                       {"at", field(event, "eventDateUtc") + "Z"}}),
                              false});
  }
  return reading;
}

}  // namespace crosswalk::xero
