#include "base/virtual_clock.h"

#include <algorithm>

namespace crosswalk {

Instant VirtualClock::now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

bool VirtualClock::wait_until(Instant when, const Stop& stop) {
  if (stop.stop_requested()) return false;
  const std::lock_guard lock(mutex_);
  now_ = std::max(now_, when);
  return true;
}

void VirtualClock::advance(Millis by) {
  const std::lock_guard lock(mutex_);
  now_ = now_ + by;
}

}  // namespace crosswalk
