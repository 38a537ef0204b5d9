#include "flow/reference_keeper.h"

#include <algorithm>

#include "base/log.h"
#include "flow/headroom.h"
#include "flow/reference_notes.h"

namespace crosswalk::flow {
namespace {

constexpr Millis lists_after{6 * 3'600'000};
constexpr Millis lock_after{15 * 60'000};
constexpr Millis retry_after_failure{60'000};

// A note that could not be kept costs a preview its lock date, never a booking.
void warn_of(const Result<void>& kept) {
  if (!kept) log::warning("reference", kept.error().text());
}

}  // namespace

std::shared_ptr<const Reference> ReferenceKeeper::current(const Stop& stop) {
  const std::lock_guard lock(mutex_);
  const Instant now = clock_.now();
  if (now >= next_lists_ && may_read_lists(now))
    read_lists(now, stop);
  else if (reference_ && now >= next_lock_)
    read_lock(now, stop);
  return reference_;
}

// Lists that are a little old cost less than a day's last calls; the locked day is read whatever is left.
bool ReferenceKeeper::may_read_lists(Instant now) {
  if (!reference_) return true;
  const auto room = headroom(store_, ledger_.pace(), now);
  return !room || room->share >= lists_share;
}

void ReferenceKeeper::read_lists(Instant now, const Stop& stop) {
  auto read = ledger_.reference(stop);
  if (!read) {
    next_lists_ = now + retry_after_failure;
    log::warning("reference", read.error().text());
    return;
  }
  reference_ = std::make_shared<const Reference>(std::move(*read));
  warn_of(keep_reference(store_, name_, *reference_));
  next_lists_ = now + lists_after;
  next_lock_ = now + lock_after;
}

void ReferenceKeeper::read_lock(Instant now, const Stop& stop) {
  const auto locked = ledger_.locked_until(stop);
  if (!locked) {
    next_lock_ = now + retry_after_failure;
    log::warning("reference", locked.error().text());
    return;
  }
  next_lock_ = now + lock_after;
  warn_of(keep_lock(store_, name_, {*locked, now}));
  if (*locked == reference_->locked_until) return;
  Reference changed = *reference_;
  changed.locked_until = *locked;
  reference_ = std::make_shared<const Reference>(std::move(changed));
}

void ReferenceKeeper::suspect() {
  const std::lock_guard lock(mutex_);
  if (reference_) next_lists_ = std::min(next_lists_, reference_->read + retry_after_failure);
}

}  // namespace crosswalk::flow
