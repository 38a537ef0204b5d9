// Fuse: tells a poisoned document from a broken system. A request that fails as a whole is split to find the
// member at fault; when request after request fails so and none succeeds between, splitting would only spend
// calls, and the side rests for a while. Not thread-safe.
#pragma once

#include <optional>

#include "base/date.h"
#include "model/attempt.h"

namespace crosswalk::flow {

class Fuse {
 public:
  // What became of a request that was sent.
  void told(const Outcomes& outcomes, Instant now);
  // Until when nothing should be sent; nothing: it may.
  std::optional<Instant> rests_until(Instant now) const;

 private:
  int failures_ = 0;  // in a row
  Instant until_;
};

}  // namespace crosswalk::flow
