// Clock: where time comes from. Nothing else in the house asks the system what time it is or sleeps, so that
// a test can run ninety days in a second. Safe from any thread.
#pragma once

#include "base/date.h"
#include "base/stop.h"

namespace crosswalk {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  // Waits until `when`. True: the time has come; false: `stop` was asked for first.
  virtual bool wait_until(Instant when, const Stop& stop) = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
  bool wait_until(Instant when, const Stop& stop) override;
};

}  // namespace crosswalk
