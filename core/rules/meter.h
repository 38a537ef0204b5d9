// Meter: what one entry into Lua may cost in steps and in time. Sticky: once spent it stays spent until the
// next `begin`. It reads the monotonic clock itself, the one place besides Clock that may: it is a watchdog,
// and nothing it reads can reach an answer. Not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/date.h"

namespace crosswalk::rules {

class Meter {
 public:
  enum class Spent { nothing, steps, time };

  void begin(std::int64_t steps, Millis time) {
    left_ = steps;
    unread_ = 0;
    spent_ = Spent::nothing;
    deadline_ = std::chrono::steady_clock::now() + time;
  }

  // Takes `steps`; false once the budget is gone. The clock is read about every hundred steps.
  bool spend(std::int64_t steps) {
    if (spent_ != Spent::nothing) return false;
    left_ -= steps;
    unread_ += steps;
    if (left_ < 0) {
      spent_ = Spent::steps;
    } else if (unread_ >= read_every) {
      unread_ = 0;
      if (std::chrono::steady_clock::now() > deadline_) spent_ = Spent::time;
    }
    return spent_ == Spent::nothing;
  }

  Spent spent() const { return spent_; }

 private:
  static constexpr std::int64_t read_every = 100;

  std::int64_t left_ = 0;
  std::int64_t unread_ = 0;
  Spent spent_ = Spent::nothing;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace crosswalk::rules
