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
  if (now >= std::min(next_lists_, next_lock_) && now >= next_look_) look_at_store(now);
  if (suspected_) next_lists_ = std::min(next_lists_, reference_->read + retry_after_failure);
  if (now >= next_lists_ && may_read_lists(now))
    read_lists(now, stop);
  else if (reference_ && now >= next_lock_)
    read_lock(now, stop);
  return reference_;
}

std::optional<Error> ReferenceKeeper::missing(const Stop& stop) {
  if (current(stop)) return std::nullopt;
  const std::lock_guard lock(mutex_);
  return failure_;
}

std::optional<Instant> ReferenceKeeper::next_try() const {
  const std::lock_guard lock(mutex_);
  return reference_ ? std::nullopt : std::optional(next_lists_);
}

// What this process or another one has read last. A note that cannot be read counts as none, and so does one
// from the future: the clock was set back.
void ReferenceKeeper::look_at_store(Instant now) {
  next_look_ = now + retry_after_failure;
  auto kept = kept_reference(store_, name_, &ledger_);
  const auto lock = kept_lock(store_, name_);
  if (!kept || !lock) {
    log::warning("reference", (kept ? lock.error() : kept.error()).text());
    return;
  }
  if (!kept->has_value() || (*kept)->read > now) return;
  if (!reference_ || (*kept)->read > reference_->read) {
    reference_ = std::make_shared<const Reference>(std::move(**kept));
    ledger_.use(*reference_);
    next_lists_ = reference_->read + lists_after;
    next_lock_ = reference_->read + lock_after;
  }
  if (lock->has_value() && (*lock)->read <= now && (*lock)->read + lock_after > next_lock_) take_lock(**lock);
}

void ReferenceKeeper::take_lock(const LockReading& lock) {
  next_lock_ = lock.read + lock_after;
  if (lock.until == reference_->locked_until) return;
  Reference changed = *reference_;
  changed.locked_until = lock.until;
  reference_ = std::make_shared<const Reference>(std::move(changed));
}

// Lists that are a little old cost less than a day's last calls; the locked day is read whatever is left.
bool ReferenceKeeper::may_read_lists(Instant now) {
  if (!reference_) return true;
  const auto room = headroom(store_, ledger_.pace(), now);
  return !room || room->share >= lists_share;
}

void ReferenceKeeper::read_lists(Instant now, const Stop& stop) {
  suspected_ = false;
  auto read = ledger_.reference(stop);
  if (!read) {
    next_lists_ = now + retry_after_failure;
    failure_ = read.error();
    log::warning("reference", read.error().text());
    return;
  }
  reference_ = std::make_shared<const Reference>(std::move(*read));
  warn_of(keep_reference(store_, name_, ledger_, *reference_));
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
  const LockReading lock{*locked, now};
  warn_of(keep_lock(store_, name_, lock));
  take_lock(lock);
}

void ReferenceKeeper::suspect() {
  const std::lock_guard lock(mutex_);
  suspected_ = reference_ != nullptr;
}

}  // namespace crosswalk::flow
