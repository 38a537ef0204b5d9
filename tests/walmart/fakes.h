// Stand-ins for what the connector talks to: a transport that answers from a script, a budget that always
// agrees.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "base/budget.h"
#include "base/virtual_clock.h"
#include "walmart/connection.h"
#include "wire/message.h"

namespace crosswalk::walmart {

inline wire::HttpReply reply(int status, std::string body, wire::Headers headers = {}) {
  return {status, std::move(headers), std::move(body)};
}

inline wire::CallFailure failure(wire::Reach reach) {
  return {reach, fail(ErrorKind::outside, "the connection was lost")};
}

// Answers calls to the token endpoint by itself (token-1, token-2, …), all others from the script.
class ScriptedTransport final : public wire::Transport {
 public:
  using Step = std::function<wire::CallResult(const wire::HttpRequest&)>;

  void then(int status, std::string body, wire::Headers headers = {}) {
    steps_.push_back([answer = reply(status, std::move(body), std::move(headers))](const wire::HttpRequest&) {
      return wire::CallResult{answer, {}};
    });
  }
  void then_fails(wire::Reach reach) {
    steps_.push_back([reach](const wire::HttpRequest&) {
      return wire::CallResult{std::nullopt, failure(reach)};
    });
  }
  void then_do(Step step) { steps_.push_back(std::move(step)); }
  void token_then(int status, std::string body) { token_steps_.push_back(reply(status, std::move(body))); }

  wire::CallResult call(const wire::HttpRequest& request, const Stop& /*stop*/) override {
    if (request.url.ends_with("/v3/token")) {
      token_calls.push_back(request);
      if (!token_steps_.empty()) {
        auto answer = token_steps_.front();
        token_steps_.pop_front();
        return {answer, {}};
      }
      const std::string token = "token-" + std::to_string(token_calls.size());
      return {reply(200, R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":900})"),
              {}};
    }
    calls.push_back(request);
    if (steps_.empty()) return {reply(500, "the script has ended"), {}};
    const Step step = steps_.front();
    steps_.pop_front();
    return step(request);
  }

  bool done() const { return steps_.empty(); }
  std::string header_of(std::size_t call, std::string_view name) const {
    return std::string(wire::header(calls.at(call).headers, name).value_or("(none)"));
  }
  std::string path_of(std::size_t call) const {
    return calls.at(call).url.substr(std::string("https://walmart.test").size());
  }

  std::vector<wire::HttpRequest> calls;
  std::vector<wire::HttpRequest> token_calls;

 private:
  std::deque<Step> steps_;
  std::deque<wire::HttpReply> token_steps_;
};

class FreeBudget final : public Budget {
 public:
  Result<Instant> take(const BucketLimit& limit, Instant now) override {
    taken.push_back(limit.bucket);
    return now;
  }
  Result<void> pause(std::string_view bucket, Instant until) override {
    paused.emplace_back(std::string(bucket), until);
    return {};
  }
  Result<void> observe(const BucketLimit& limit, double remaining, Instant /*now*/) override {
    observed.emplace_back(limit.bucket, remaining);
    return {};
  }

  std::vector<std::string> taken;
  std::vector<std::pair<std::string, Instant>> paused;
  std::vector<std::pair<std::string, double>> observed;
};

inline Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

inline Settings test_settings() {
  Settings settings;
  settings.pair = "shop";
  settings.client_id = "client-7";
  settings.client_secret = Secret("very-secret-value");
  settings.base_url = "https://walmart.test/";
  settings.books_zone = TimeZone::named("America/New_York").value();
  settings.charge_amount = ChargeAmount::line;
  return settings;
}

// A connection to a script, with its time.
struct Bench {
  explicit Bench(Settings settings = test_settings())
      : connection(std::move(settings), transport, budget, clock, [] { return 0.5; }) {}

  ScriptedTransport transport;
  FreeBudget budget;
  VirtualClock clock{at("2026-06-15T12:00:00Z")};
  Connection connection;
};

}  // namespace crosswalk::walmart
