// What Walmart's replies say about the rate budget (walmart.md §7): X-Current-Token-Count and, in two
// spellings, X-Next-Replenishment-Time, whose value has been seen as seconds, epoch milliseconds and ISO
// time. Pure.
#pragma once

#include <optional>

#include "base/date.h"
#include "wire/message.h"

namespace crosswalk::walmart {

struct RateHeaders {
  std::optional<double> remaining;  // calls left now
  std::optional<Instant> next;      // when there will be more; also from Retry-After, whichever is later
};

// Headers that are absent or make no sense are left out.
RateHeaders read_rate_headers(const wire::Headers& headers, Instant now);

}  // namespace crosswalk::walmart
