// Budget: the right to make calls to an outside system, shared by every thread and process that uses the same
// account. The store implements it, wire asks it, app joins them. Safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace crosswalk {

// A bucket that refills gradually: `capacity` calls, `capacity` more over `period`.
struct BucketLimit {
  std::string bucket;  // who and what: "walmart/us/GET /v3/orders"
  double capacity = 1;
  Millis period{60'000};
};

class Budget {
 public:
  virtual ~Budget() = default;
  // Takes one call. The answer is when the call may be made: `now` or earlier means at once; a later time
  // means that nothing was taken and the caller asks again then.
  virtual Result<Instant> take(const BucketLimit& limit, Instant now) = 0;
  // Nobody calls `bucket` before `until` (a 429, a Retry-After, an empty day).
  virtual Result<void> pause(std::string_view bucket, Instant until) = 0;
  // What the outside system said is left now; lowers what we believe, never raises it past the capacity.
  virtual Result<void> observe(const BucketLimit& limit, double remaining, Instant now) = 0;
};

}  // namespace crosswalk
