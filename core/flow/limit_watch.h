// LimitWatch: says while there is still time that the day's calls to the ledger will be spent before all that
// waits is sent. From the store alone. One an engine; not thread-safe.
#pragma once

#include <optional>

#include "flow/pair.h"

namespace crosswalk::flow {

class LimitWatch {
 public:
  explicit LimitWatch(const Pair& pair) : pair_(pair) {}
  // Looks at most once a minute, and tells the alerts what stands; the error is the store's.
  Result<void> step();
  // What it tells: little of a long limit is left, and the backlog needs more.
  static Result<std::vector<AlertCause>> causes(const Pair& pair);

 private:
  const Pair& pair_;
  Instant next_;
};

}  // namespace crosswalk::flow
