// How many units of one return line the buyer got their money for, when, and whether the goods are back
// (walmart.md §3.2, §3.3). A status COMPLETED says nothing of it: cancelled returns are COMPLETED as well.
// Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "walmart/return_reader.h"

namespace crosswalk::walmart {

struct RefundedUnits {
  std::uint32_t units = 0;
  Instant at;               // of the refund
  bool goods_back = false;  // delivered at the return centre; never of goods that the buyer keeps
};

// In the order of their refunds, so that units refunded earlier keep their places when more are. Counted by
// currentTrackingStatuses, unit by unit; where a return has none, by refundedQty. `created`: the time of the
// return, for a refund without any time. ErrorKind::invalid with the field's path within the line.
Result<void> refunded_units(const ReturnFields& all, const ReturnLineFields& line, Instant created,
                            std::vector<RefundedUnits>& out);

// The line ended without a refund and will not get one.
bool is_cancelled(const ReturnFields& all, const ReturnLineFields& line);

}  // namespace crosswalk::walmart
