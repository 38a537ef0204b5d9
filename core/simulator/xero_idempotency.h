// Idempotency keys (facts: "Idempotency-Key"): the answer of a keyed POST or PUT is kept for six minutes from
// the first call and replayed to the same request; another request under the same key is refused. Keys belong
// to the app, not to the tenant: two tenants with one key collide. Not thread-safe: XeroService locks.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/date.h"
#include "simulator/xero_switches.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

class XeroIdempotency {
 public:
  static constexpr Millis life{360'000};
  static constexpr std::size_t longest_key = 128;

  // What must be answered without doing the work: the kept answer, or a refusal. Nothing: go on.
  std::optional<wire::HttpReply> before(const std::string& app, const wire::HttpRequest& request, Instant now,
                                        const XeroSwitches& switches);
  // Keeps `reply` under the request's key, if it has one. A 429 never comes here; gateway failures neither.
  void after(const std::string& app, const wire::HttpRequest& request, const wire::HttpReply& reply,
             Instant now, const XeroSwitches& switches);
  int replays() const { return replays_; }

 private:
  struct Kept {
    std::string request;  // method, URL and body
    wire::HttpReply reply;
    Instant first;
  };
  std::map<std::pair<std::string, std::string>, Kept> kept_;  // by app and key
  int replays_ = 0;
};

}  // namespace crosswalk::simulator::xero_sim
