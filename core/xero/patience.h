// Patience: a Budget that does not wait for ever. Where the next call may only be made after `deadline`,
// `take` fails with ErrorKind::limit and `refused_until` says when: a worker must not sleep away an empty day
// while it holds a lease. Made for one call; not for several threads.
#pragma once

#include <optional>

#include "base/budget.h"

namespace crosswalk::xero {

class Patience final : public Budget {
 public:
  Patience(Budget& inner, Instant deadline) : inner_(inner), deadline_(deadline) {}

  Result<Instant> take(const BucketLimit& limit, Instant now) override {
    auto when = inner_.take(limit, now);
    if (when && *when > now && *when > deadline_) {
      refused_until_ = *when;
      return fail(ErrorKind::limit, "Xero's call limit is used up until " + when->text_seconds());
    }
    return when;
  }
  Result<void> pause(std::string_view bucket, Instant until) override { return inner_.pause(bucket, until); }
  Result<void> observe(const BucketLimit& limit, double remaining, Instant now) override {
    return inner_.observe(limit, remaining, now);
  }

  const std::optional<Instant>& refused_until() const { return refused_until_; }

 private:
  Budget& inner_;
  Instant deadline_;
  std::optional<Instant> refused_until_;
};

}  // namespace crosswalk::xero
