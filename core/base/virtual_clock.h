// VirtualClock: time that moves only when somebody waits for it or pushes it. Waiting takes no real time: it
// sets the clock forward. For the simulators, `demo` and every test. Safe from any thread.
#pragma once

#include <mutex>

#include "base/clock.h"

namespace crosswalk {

class VirtualClock final : public Clock {
 public:
  explicit VirtualClock(Instant start) : now_(start) {}
  Instant now() const override;
  bool wait_until(Instant when, const Stop& stop) override;
  void advance(Millis by);

 private:
  mutable std::mutex mutex_;
  Instant now_;
};

}  // namespace crosswalk
