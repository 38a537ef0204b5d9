#include "simulator/cloudsuite_gate.h"

#include <algorithm>

namespace crosswalk::simulator::cloudsuite_sim {

CloudSuiteGate::Passage CloudSuiteGate::enter(Instant now) {
  while (!minute_.empty() && minute_.front() + Millis{60'000} <= now) minute_.pop_front();
  while (!day_.empty() && day_.front() + Millis{86'400'000} <= now) day_.pop_front();
  const auto reached = [](int limit, const std::deque<Instant>& calls) {
    return limit > 0 && std::ssize(calls) >= limit;
  };
  const char* policy = nullptr;
  if (reached(limits_.day, day_))
    policy = "day";
  else if (reached(limits_.minute, minute_))
    policy = "minute";
  else if (reached(limits_.spike, minute_))
    policy = "spike";
  if (policy != nullptr) {
    ++breaches_[policy];
    return {true, Millis{0}};
  }
  const bool smoothed = reached(limits_.smoothed_after, minute_);
  minute_.push_back(now);
  day_.push_back(now);
  return {false, smoothed ? limits_.smoothing : Millis{0}};
}

void CloudSuiteGate::mark(wire::HttpReply& reply, const CloudSuiteSwitches& switches) const {
  if (!switches.rate_headers) return;
  const auto used = static_cast<int>(minute_.size());
  reply.headers.emplace_back("x-ratelimit-limit", std::to_string(limits_.minute));
  reply.headers.emplace_back("x-ratelimit-remaining", std::to_string(std::max(0, limits_.minute - used)));
  reply.headers.emplace_back("x-ratelimit-window", "60 second");
}

}  // namespace crosswalk::simulator::cloudsuite_sim
