// Booked entries: what stands in the books of a pair, record by record as it was booked, streamed from the
// store: for export and reports. What is not in the books (a draft's open units, cancelled ones, an order
// that its settlements book) is left out; a ledger without drafts has an order's open units as well.
#pragma once

#include <functional>
#include <string>

#include "base/date.h"
#include "link/target.h"
#include "model/entry.h"
#include "store/store.h"

namespace crosswalk::flow {

// Accounting dates, both included.
struct DateSpan {
  Date from;
  Date to = Date::from_days(std::int32_t{2'932'896});  // 9999-12-31
  bool holds(Date date) const { return from <= date && date <= to; }
};

// Calls `each` for every record that has entries in the books on a day of the span, with only those, oldest
// record first. Which those are, and on which day, `ledger` says; without one what has shipped, on its
// accounting date. What a correction has changed in a locked period is on the open day that the difference
// went to (corrected_days.h). `each` may ask the store.
Result<void> each_booked(store::Store& store, const std::string& pair, DateSpan span,
                         const std::function<Result<void>(const store::RecordRow&, const Entries&)>& each,
                         const Ledger* ledger = nullptr);

}  // namespace crosswalk::flow
