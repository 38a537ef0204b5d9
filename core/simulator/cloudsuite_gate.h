// CloudSuiteGate: the ION API gateway's policies in front of a tenant (facts §3): quota by minute and by day,
// spike arrest, rate smoothing. A refused call has no effect. Not thread-safe: CloudSuiteService locks.
#pragma once

#include <deque>
#include <map>
#include <string>

#include "base/date.h"
#include "simulator/cloudsuite_switches.h"
#include "wire/message.h"

namespace crosswalk::simulator::cloudsuite_sim {

// Of a tenant; 0: no such policy.
struct CloudSuiteLimits {
  int minute = 3'000;
  int day = 250'000;
  int smoothed_after = 0;  // calls a minute; those beyond wait `smoothing` each
  Millis smoothing{500};
  int spike = 0;  // calls a minute; those beyond are refused
};

class CloudSuiteGate {
 public:
  struct Passage {
    bool refused = false;
    Millis delay{0};
  };
  void set(CloudSuiteLimits limits) { limits_ = limits; }
  Passage enter(Instant now);
  // The rate headers, where the switch asks for them.
  void mark(wire::HttpReply& reply, const CloudSuiteSwitches& switches) const;
  // How many calls were refused, by policy: "minute", "day", "spike".
  const std::map<std::string, int>& breaches() const { return breaches_; }

 private:
  CloudSuiteLimits limits_;
  std::deque<Instant> minute_;
  std::deque<Instant> day_;
  std::map<std::string, int> breaches_;
};

}  // namespace crosswalk::simulator::cloudsuite_sim
