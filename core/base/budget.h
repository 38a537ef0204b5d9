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

// Calls in flight at the same time, of all processes together.
struct SlotLimit {
  std::string bucket;  // "xero/<tenant>/at once"
  int slots = 1;
};

// What one holder may have in flight until its lease ends, and how many slots nobody has.
struct SlotLease {
  int held = 0;
  int free = 0;
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
  // From now on `holder`, of which there is one a process and bucket, holds `wanted` slots until `until`, or
  // as many as others leave; 0 gives all back. Its earlier lease ends. A killed holder's slots come back when
  // its lease ends. A budget of one process grants what is asked.
  virtual Result<SlotLease> hold(const SlotLimit& limit, std::string_view /*holder*/, int wanted,
                                 Instant /*until*/, Instant /*now*/) {
    return SlotLease{wanted, limit.slots - wanted};
  }
};

}  // namespace crosswalk
