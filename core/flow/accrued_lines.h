// Accrued lines: what was accrued and taken back on the days of a span, for reports. Reads the store.
#pragma once

#include <string>
#include <vector>

#include "flow/booked_entries.h"

namespace crosswalk::flow {

// Lines of orders as they are placed and signed in the books, their other sides left out. The books hold sums
// of several orders: a line is taken for booked on the record's first day that is neither before its own nor
// before it was accrued, and where the sums of the span say otherwise (a refund is taken back in the month of
// its row), the difference follows as lines of no order, so that all of them add up to what is booked, class
// by class.
Result<std::vector<Entry>> accrued_lines(store::Store& store, const std::string& pair, DateSpan span);

}  // namespace crosswalk::flow
