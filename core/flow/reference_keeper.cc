#include "flow/reference_keeper.h"

#include <algorithm>

#include "base/log.h"

namespace crosswalk::flow {
namespace {

constexpr Millis reread_after{15 * 60'000};
constexpr Millis retry_after_failure{60'000};

}  // namespace

std::shared_ptr<const Reference> ReferenceKeeper::current(const Stop& stop) {
  const std::lock_guard lock(mutex_);
  const Instant now = clock_.now();
  if (now < next_read_) return reference_;
  auto read = ledger_.reference(stop);
  if (read) {
    reference_ = std::make_shared<const Reference>(std::move(*read));
    error_ = {};
    next_read_ = now + reread_after;
  } else {
    error_ = read.error();
    next_read_ = now + retry_after_failure;
    log::warning("reference", read.error().text());
  }
  return reference_;
}

void ReferenceKeeper::suspect() {
  const std::lock_guard lock(mutex_);
  if (reference_) next_read_ = std::min(next_read_, reference_->read + retry_after_failure);
}

Result<void> ReferenceKeeper::last_error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

}  // namespace crosswalk::flow
