// WalmartSubscriptions: the control plane of Walmart's webhooks (walmart.md §6.1, §6.2): event types, and the
// subscriptions to them. Like the real one it echoes passwords and secrets in clear. Not thread-safe; the
// service locks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "simulator/walmart_call.h"
#include "simulator/walmart_json_out.h"

namespace crosswalk::simulator {

inline constexpr std::string_view simulated_partner = "10000000452";

struct WebhookAuth {
  std::string method;  // BASIC_AUTH, HMAC, OAUTH; "": none
  std::string header;
  std::string user;
  std::string password;
  std::string client_id;
  std::string client_secret;
  std::string auth_url;
};

struct Subscription {
  std::string id;
  std::string event_type;
  std::string event_version;
  std::string resource;
  std::string url;
  WebhookAuth auth;
  std::vector<std::pair<std::string, std::string>> headers;
  bool active = true;
  Instant created;
};

struct SubscriptionSwitches {
  bool not_listed = false;  // the account is not allowed webhooks: every address of them answers 404
  std::string return_resource = "ReturnsAndRefunds";  // the documentation says RETURNS
};

class WalmartSubscriptions {
 public:
  SubscriptionSwitches switches;

  // What the call counts against; "": not an address of these.
  static std::string endpoint_of(std::string_view method, std::string_view path);
  // Nothing: not an address of these. `to_try` is set when Walmart first calls the address itself (POST
  // /v3/webhooks/test) and the answer holds only if that call succeeds.
  std::optional<wire::HttpReply> answer(const WalmartCall& call, std::optional<Subscription>& to_try);

  const std::vector<Subscription>& all() const { return subscriptions_; }

 private:
  wire::HttpReply event_types(Instant now) const;
  wire::HttpReply create(const WalmartCall& call);
  wire::HttpReply list(const WalmartCall& call) const;
  wire::HttpReply change(const WalmartCall& call, std::string_view id);
  wire::HttpReply remove(const WalmartCall& call, std::string_view id);
  // The subscription that `given` describes, or why it is none.
  std::string read(const Json& given, Instant now, Subscription& subscription) const;

  std::vector<Subscription> subscriptions_;
  int made_ = 0;
};

}  // namespace crosswalk::simulator
