#include "flow/live_rules.h"

#include <utility>

namespace crosswalk::flow {

rules::Mapper& LiveRules::lend() {
  const std::lock_guard lock(mutex_);
  lent_ = true;
  return *current_;
}

void LiveRules::give_back() {
  const std::lock_guard lock(mutex_);
  lent_ = false;
  if (next_ == nullptr) return;
  take_next();
  taken_.notify_all();
}

void LiveRules::take_next() {
  retired_.push_back(std::exchange(current_, std::move(next_)));
}

void LiveRules::offer(std::unique_ptr<rules::Mapper> mapper) {
  const std::lock_guard lock(mutex_);
  if (next_ != nullptr) retired_.push_back(std::move(next_));
  next_ = std::move(mapper);
  if (!lent_) take_next();
}

bool LiveRules::wait_until_taken(const Stop& stop) {
  std::unique_lock lock(mutex_);
  return taken_.wait(lock, stop, [this] { return next_ == nullptr; });
}

void LiveRules::drop_retired() {
  std::vector<std::unique_ptr<rules::Mapper>> retired;  // destroyed after the lock is given back
  const std::lock_guard lock(mutex_);
  retired.swap(retired_);
}

std::string LiveRules::version() const {
  const std::lock_guard lock(mutex_);
  return (next_ != nullptr ? *next_ : *current_).rule_set().version();
}

}  // namespace crosswalk::flow
