// Forecast: what the waiting documents of a pair cost in calls to its ledger, what its limits leave, and when
// all will be done. From the store alone: no call is made.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "link/target.h"
#include "store/store.h"

namespace crosswalk::flow {

// A limit that the ledger said is used up.
struct PausedLimit {
  std::string limit;  // the last word of its bucket: "minute", "day", "app"
  Instant until;
};

struct Forecast {
  std::int64_t documents = 0;  // that wait to be sent, without those that wait for a person
  std::int64_t calls = 0;      // that they need, in full batches, and look-ups that are due
  std::int64_t left = 0;       // calls that the limits allow over the next 24 hours
  Instant done;                // when the last of `calls` can be made; `now` when nothing waits
  std::vector<PausedLimit> paused;
};

Result<Forecast> forecast(store::Store& store, std::string_view pair, const Ledger& ledger, Instant now);

}  // namespace crosswalk::flow
