// Desk: a store, a receiver with one webhook whose proof is a plain word, and one API key.
#pragma once

#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "base/virtual_clock.h"
#include "model/push.h"
#include "server/receiver.h"

namespace crosswalk::server::tests {

inline const Instant start = Instant::parse("2026-02-10T12:00:00Z").value();

// Takes bodies that begin with "good "; what follows is the key.
class PlainWebhook final : public Webhook {
 public:
  WebhookReading read(const WebhookCall& call, Instant /*now*/) const override {
    if (call.tail == "/token") return {200, R"({"access_token":"t"})", {}, {}};
    if (!call.body.starts_with("good ")) return {401, {}, {}, "it proves nothing"};
    return {200, {}, {{std::string(push::hint_order), std::string(call.body.substr(5)), "{}", true}}, {}};
  }
};

inline std::unique_ptr<store::Store> memory_store(store::KillPoint kill = {}) {
  auto opened = store::open_store("sqlite::memory:", std::move(kill));
  REQUIRE(opened.ok());
  return std::move(*opened);
}

struct Desk {
  explicit Desk(int rate = 1'000, store::KillPoint kill = {})
      : store(memory_store(std::move(kill))),
        path(hook_path),
        acceptor(std::make_unique<Acceptor>(*store, clock)),
        keys(*store, clock),
        receiver({{"walmart/us", path, "us", std::make_shared<PlainWebhook>()}}, rate, *acceptor, keys,
                 clock) {
    key = new_api_key(*store, "warehouse", "us", start).value().reveal();
  }

  wire::HttpReply ask(const std::string& method, const std::string& url, const std::string& body,
                      wire::Headers headers = {}) {
    wire::HttpRequest request;
    request.method = method;
    request.url = url;
    request.headers = std::move(headers);
    request.body = body;
    return receiver.handle(request).reply;
  }
  wire::HttpReply hook(const std::string& body) { return ask("POST", path, body); }
  wire::HttpReply api(const std::string& kind, const std::string& body, const std::string& request_key = {}) {
    wire::Headers headers = {{"Authorization", "Bearer " + key}};
    if (!request_key.empty()) headers.emplace_back("Idempotency-Key", request_key);
    return ask("POST", "/v1/" + kind, body, headers);
  }
  std::int64_t kept() {
    std::int64_t all = 0;
    const auto counts = store->inbox_counts("us").value();
    for (const auto& count : counts) all += count.count;
    return all;
  }
  std::vector<store::ClaimedItem> items() {
    const std::vector<std::string> kinds = {"hint/order",    "shipment", "cancellation", "order_refund",
                                            "return_refund", "stock",    "price"};
    return store->claim_inbox("us", kinds, "w", 100, Millis(60'000), clock.now()).value();
  }

  static constexpr const char* hook_path = "/hooks/walmart/us/0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  VirtualClock clock{start};
  std::unique_ptr<store::Store> store;
  std::string path;
  std::unique_ptr<Acceptor> acceptor;
  ApiKeys keys;
  Receiver receiver;
  std::string key;
};

inline Json json_of(const wire::HttpReply& reply) {
  const auto json = parse_json(reply.body, "reply");
  REQUIRE_MESSAGE(json.ok(), reply.body);
  return *json;
}

}  // namespace crosswalk::server::tests
