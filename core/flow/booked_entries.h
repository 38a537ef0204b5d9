// Booked entries: what stands in the books of a pair, record by record as it was booked, streamed from the
// store: for export and reports. What is not in the books (a draft's open units, cancelled ones, an order
// that its settlements book) is left out.
#pragma once

#include <functional>
#include <string>

#include "base/date.h"
#include "model/entry.h"
#include "store/store.h"

namespace crosswalk::flow {

// Accounting dates, both included.
struct DateSpan {
  Date from;
  Date to = Date::from_days(std::int32_t{2'932'896});  // 9999-12-31
  bool holds(Date date) const { return from <= date && date <= to; }
};

// Calls `each` for every record that has entries dated in the span, with only those, oldest record first.
// `each` may ask the store.
Result<void> each_booked(store::Store& store, const std::string& pair, DateSpan span,
                         const std::function<Result<void>(const store::RecordRow&, const Entries&)>& each);

}  // namespace crosswalk::flow
