// Xero's limits (facts: "Rate limits"): per tenant 5 calls at a time, 60 a minute, 5,000 (or 1,000) a day,
// and 10,000 a minute for the app. A refused call has no effect and counts against nothing. Not thread-safe:
// XeroService locks.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "simulator/xero_switches.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

struct XeroLimitValues {
  int concurrent = 5;
  int minute = 60;
  int day = 5'000;  // 1,000 on the Starter tier
  int app_minute = 10'000;
};

// How many calls fit into a period: rolling, or fixed from the first call on.
class CallWindow {
 public:
  explicit CallWindow(Millis period) : period_(period) {}
  int remaining(int limit, bool rolling, Instant now);
  void take(Instant now) { taken_.push_back(now); }
  // Until a call fits again; whole seconds, at least 1. REQUIRES: remaining() is 0.
  long long retry_after_seconds(int limit, bool rolling, Instant now) const;

 private:
  Millis period_;
  std::deque<Instant> taken_;
};

class XeroLimits {
 public:
  void set(XeroLimitValues values) { values_ = values; }

  // Takes a call of `app` to `tenant`, or answers the 429 that refuses it. Whoever was let in calls `leave`
  // later.
  std::optional<wire::HttpReply> enter(const std::string& app, const std::string& tenant, Instant now,
                                       const XeroSwitches& switches);
  void leave(const std::string& app, const std::string& tenant);
  // The three Remaining headers, onto a reply.
  void mark(wire::HttpReply& reply, const std::string& app, const std::string& tenant, Instant now,
            const XeroSwitches& switches);
  // Calls of somebody else that are in flight to `tenant`, for tests.
  void occupy(const std::string& app, const std::string& tenant, int calls);
  // How many calls were refused, by problem: "minute", "day", …
  const std::map<std::string, int>& breaches() const { return breaches_; }

 private:
  struct Tenant {
    CallWindow minute{Millis{60'000}};
    CallWindow day{Millis{86'400'000}};
    int in_flight = 0;
    int occupied = 0;
  };

  XeroLimitValues values_;
  std::map<std::pair<std::string, std::string>, Tenant> tenants_;
  std::map<std::string, CallWindow> apps_;
  std::map<std::string, int> breaches_;
};

}  // namespace crosswalk::simulator::xero_sim
