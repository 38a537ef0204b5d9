#include "base/clock.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace crosswalk {

Instant SystemClock::now() const {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return Instant::from_millis(std::chrono::duration_cast<Millis>(since).count());
}

bool SystemClock::wait_until(Instant when, const Stop& stop) {
  // Asked in slices of at most a minute: the wall clock may be set while we wait.
  std::mutex mutex;
  std::condition_variable_any signal;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    const Millis left = when - now();
    if (left.count() <= 0) return true;
    signal.wait_for(lock, stop, std::min(left, Millis(60'000)), [] { return false; });
  }
  return false;
}

}  // namespace crosswalk
