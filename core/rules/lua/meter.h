// Meter: what one entry into Lua may cost in steps and in time. Sticky: once spent it stays spent until the
// next `begin`. It reads the machine's clocks itself, the one place besides Clock that may: it is a watchdog,
// and nothing it reads can reach an answer. Past the deadline the thread may still work once the budget's
// time by its own processor clock, so that a record is not held because the machine was busy with something
// else. Not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>

#include "base/date.h"

namespace crosswalk::rules {

class Meter {
 public:
  enum class Spent { nothing, steps, time };

  void begin(std::int64_t steps, Millis time) {
    left_ = steps;
    unread_ = 0;
    spent_ = Spent::nothing;
    time_ = time;
    worked_out_ = std::chrono::nanoseconds(0);
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
      if (std::chrono::steady_clock::now() > deadline_ && worked_out()) spent_ = Spent::time;
    }
    return spent_ == Spent::nothing;
  }

  Spent spent() const { return spent_; }

  // Since `begin`; to show how long a test took.
  std::chrono::microseconds taken() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                 (deadline_ - time_));
  }

 private:
  static constexpr std::int64_t read_every = 100;

  // Past the deadline: has this thread worked for as long as the budget says since then?
  bool worked_out() {
    std::timespec now{};
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0) return true;
    const auto worked = std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
    if (worked_out_.count() == 0) worked_out_ = worked + time_;
    return worked >= worked_out_;
  }

  std::int64_t left_ = 0;
  std::int64_t unread_ = 0;
  Spent spent_ = Spent::nothing;
  Millis time_{0};
  std::chrono::nanoseconds worked_out_{0};  // of the thread's own clock; 0: not past the deadline yet
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace crosswalk::rules
