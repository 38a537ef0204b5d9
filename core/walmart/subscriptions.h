// Subscriptions: what Walmart calls us for, and at which address (walmart.md §6.1). Which events there are,
// and under which resource each stands, is read from Walmart and never assumed: its own pages disagree. Its
// lists show passwords and secrets in clear: none of them is read. Not every account has these calls. Safe
// from any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "walmart/connection.h"
#include "walmart/webhook.h"

namespace crosswalk::walmart {

struct EventType {
  std::string type;
  std::string version;
  std::string resource;
};

struct Subscription {
  std::string id;
  EventType event;
  std::string url;
  std::string status;
};

class Subscriptions {
 public:
  // REQUIRES: `connection` outlives it.
  explicit Subscriptions(Connection& connection) : connection_(connection) {}

  // Those that mean something to us; an event that a newer one replaces is left out where both are offered.
  Result<std::vector<EventType>> useful_types(const Stop& stop);
  Result<std::vector<Subscription>> list(const Stop& stop);
  // One call for all. `url` is complete; of oauth the token endpoint is `url` + "/token".
  Result<std::vector<Subscription>> create(std::span<const EventType> types, const std::string& url,
                                           const WebhookSettings& settings, const Stop& stop);
  Result<void> remove(const std::string& id, const Stop& stop);
  // Lets Walmart call `url` once; an error when it was not answered as it should be.
  Result<void> test(const EventType& type, const std::string& url, const WebhookSettings& settings,
                    const Stop& stop);

 private:
  Result<std::string> ask(const Endpoint& endpoint, const std::string& path, const std::string& body,
                          const Stop& stop);
  Connection& connection_;
};

}  // namespace crosswalk::walmart
