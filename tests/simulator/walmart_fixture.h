// A caller of the Walmart stand-in for its tests: makes well-formed requests and keeps a token.
#pragma once

#include <string>
#include <utility>

#include "base/crypto.h"
#include "base/json.h"
#include "base/json_tree.h"
#include "base/virtual_clock.h"
#include "simulator/walmart_service.h"
#include "simulator/world_generator.h"

namespace crosswalk::simulator {

inline Instant walmart_start() {
  return Instant::parse("2026-03-02T09:00:00Z").value();
}

inline WorldSettings calm_world(int orders) {
  WorldSettings settings;
  settings.seed = 7;
  settings.orders = orders;
  settings.from = walmart_start();
  settings.over = Millis(3'600'000);
  settings.quirks = QuirkShares::none();
  return settings;
}

inline void set_header(wire::HttpRequest& request, const std::string& name, const std::string& value) {
  request.headers.emplace_back(name, value);
}

inline void drop_header(wire::HttpRequest& request, std::string_view name) {
  std::erase_if(request.headers, [&](const auto& header) { return header.first == name; });
}

class WalmartCaller {
 public:
  explicit WalmartCaller(WalmartService& service) : service_(service) {}

  wire::HttpRequest token_request() const {
    wire::HttpRequest request{"POST", "/v3/token", {}, "grant_type=client_credentials"};
    const WalmartAccount account;
    set_header(request, "Authorization", "Basic " + base64(account.client_id + ":" + account.client_secret));
    set_header(request, "Content-Type", "application/x-www-form-urlencoded");
    set_header(request, "Accept", "application/json");
    set_header(request, "WM_SVC.NAME", "Walmart Marketplace");
    set_header(request, "WM_QOS.CORRELATION_ID", "7a7d0b1c-0000-4000-8000-000000000001");
    return request;
  }
  void sign_in() {
    const auto reply = service_.handle(token_request()).reply;
    token_ = text_in(parse_json(reply.body, "token").value(), "access_token");
  }
  wire::HttpRequest request(std::string method, std::string url, std::string body = {}) {
    if (token_.empty()) sign_in();
    wire::HttpRequest made{std::move(method), std::move(url), {}, std::move(body)};
    set_header(made, "WM_SEC.ACCESS_TOKEN", token_);
    set_header(made, "WM_QOS.CORRELATION_ID", "7a7d0b1c-0000-4000-8000-000000000002");
    set_header(made, "WM_SVC.NAME", "Walmart Marketplace");
    set_header(made, "Accept", "application/json");
    if (made.method != "GET" && made.method != "DELETE") set_header(made, "Content-Type", "application/json");
    return made;
  }
  wire::HttpReply get(std::string url) { return service_.handle(request("GET", std::move(url))).reply; }
  wire::HttpReply post(std::string url, std::string body = {}) {
    return service_.handle(request("POST", std::move(url), std::move(body))).reply;
  }
  wire::HttpReply put(std::string url, std::string body) {
    return service_.handle(request("PUT", std::move(url), std::move(body))).reply;
  }
  wire::HttpReply acknowledge(const std::string& po) { return post("/v3/orders/" + po + "/acknowledge"); }
  const std::string& token() const { return token_; }

 private:
  WalmartService& service_;
  std::string token_;
};

inline Json json_of(const wire::HttpReply& reply) {
  return parse_json(reply.body, "reply").value();
}

// The code of the first error, in whichever envelope.
inline std::string code_of(const wire::HttpReply& reply) {
  const auto tree = parse_json(reply.body, "reply");
  if (!tree) return {};
  const Json& errors = tree->contains("errors") ? tree->at("errors") : *tree;
  return text_in(errors.at("error").at(0), "code");
}

}  // namespace crosswalk::simulator
