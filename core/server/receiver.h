// Receiver: answers the requests of the public listener: webhooks at their random paths and the events API
// under /v1. What is asked for is checked, kept in the inbox and only then confirmed; what cannot be kept is
// answered 503 or 429, so that the sender comes again. Safe from any thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "link/webhook.h"
#include "server/acceptor.h"
#include "server/api_keys.h"
#include "server/rate_gate.h"
#include "wire/server.h"

namespace crosswalk::server {

struct HookRoute {
  std::string name;  // for the log: "walmart/us"
  std::string path;  // hook_path.h
  std::string pair;
  std::shared_ptr<const Webhook> webhook;
};

class Receiver {
 public:
  // `rate`: requests a second of one sender. What is referred to outlives it.
  Receiver(std::vector<HookRoute> hooks, int rate, Acceptor& acceptor, ApiKeys& keys, Clock& clock);
  wire::ServerAnswer handle(const wire::HttpRequest& request);

 private:
  wire::HttpReply hook(const HookRoute& route, const wire::HttpRequest& request, std::string_view tail);
  wire::HttpReply api(const wire::HttpRequest& request, std::string_view path);
  wire::HttpReply keep(const wire::HttpRequest& request, const ApiKey& key, std::string_view path);
  void tell(const HookRoute& route, const WebhookReading& reading);

  const std::vector<HookRoute> hooks_;
  RateGate gate_;
  RateGate telling_{1};  // log lines about refused calls, a second and webhook
  Acceptor& acceptor_;
  ApiKeys& keys_;
  Clock& clock_;
};

}  // namespace crosswalk::server
