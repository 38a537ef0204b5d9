// Corrected days: on which day the ledger has what a correction has changed. What stands in a locked period
// stays, and its difference is booked on the first open day (accounting.md §1.9), while the entries of the
// record keep their own dates; so the lock that a correction met is remembered with it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/entry.h"
#include "store/store.h"

namespace crosswalk::flow {

// Remembers that `run` has corrected the record while the ledger was locked until that day. May be told again
// and again. ErrorKind::config: what is remembered cannot be read.
Result<void> remember_lock(store::Store& store, std::int64_t record, const std::string& run,
                           Date locked_until);

// What of `entries` stands in the ledger, each dated on the day that it has there.
using StandingEntries = std::function<std::vector<Entry>(const Entries& entries)>;

// The record's entries as its ledger has them: what a locked period said before a correction, and what has
// changed since on the days that the differences went to. `booked`: as they are stored.
Result<std::vector<Entry>> on_ledger_days(store::Store& store, std::int64_t record, const Entries& booked,
                                          const StandingEntries& standing);

}  // namespace crosswalk::flow
