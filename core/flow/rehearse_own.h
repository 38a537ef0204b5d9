// Rehearsal of the engine's own records (own_records.h): what the next visit of the opening balance, or of a
// month's accrual, would book after a person has sent it round again. Reads the store, stores nothing. One
// thread.
#pragma once

#include <optional>
#include <string>

#include "flow/pair.h"

namespace crosswalk::flow {

struct OwnRehearsal {
  Entries fresh;
  std::string text;  // "-10.00 USD on 2026-02-01", "3 orders over 129.97 USD accrued"
  std::string hold;  // not empty: nothing of it counts
};

// `booked`: all that was booked of it before. An error is the store's.
Result<OwnRehearsal> rehearse_own(const Pair& pair, const Record& record, const Entries& booked,
                                  std::optional<Date> locked_until);

}  // namespace crosswalk::flow
