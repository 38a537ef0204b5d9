// TimeLimit: a stop that comes by itself after some time, or when another stop comes. For waiting on
// something that would do well without. One thread each.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "base/date.h"
#include "base/stop.h"

namespace crosswalk::app {

class TimeLimit {
 public:
  TimeLimit(Millis longest, const Stop& other)
      : forward_(other, [this] { source_.request_stop(); }),
        thread_([this, longest](const std::stop_token& over) {
          std::mutex mutex;
          std::unique_lock lock(mutex);
          std::condition_variable_any signal;
          signal.wait_for(lock, over, longest, [] { return false; });
          source_.request_stop();
        }) {}
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;
  ~TimeLimit() = default;

  Stop stop() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::stop_callback<std::function<void()>> forward_;
  std::jthread thread_;
};

}  // namespace crosswalk::app
