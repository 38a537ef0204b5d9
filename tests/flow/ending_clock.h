// EndingClock: time that goes in steps of a minute at least, and ends the engine once it has come so far.
#pragma once

#include <algorithm>
#include <stop_token>
#include <utility>

#include "base/virtual_clock.h"

namespace crosswalk::tests {

class EndingClock final : public Clock {
 public:
  EndingClock(VirtualClock& clock, Instant end, std::stop_source stop)
      : clock_(clock), end_(end), stop_(std::move(stop)) {}
  Instant now() const override { return clock_.now(); }
  bool wait_until(Instant when, const Stop& stop) override {
    when = std::max(when, clock_.now() + Millis(60'000));
    if (when >= end_) stop_.request_stop();
    return clock_.wait_until(when, stop);
  }

 private:
  VirtualClock& clock_;
  Instant end_;
  std::stop_source stop_;
};

}  // namespace crosswalk::tests
