// The refunds that an order itself tells of: money that Walmart or the seller gave back for a line that did
// not come back (walmart.md §2.4, §2.9). Pure; safe from any thread.
#pragma once

#include <deque>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "link/source.h"
#include "model/line.h"
#include "walmart/order_reader.h"

namespace crosswalk::walmart {

// A `refund` line for each refunded charge of the order's line `index` and a `tax` line for its tax, negative
// whatever sign Walmart writes. They are named after Walmart's refund id; where it gives none, after the
// order line, because Walmart adds later refunds to what stands there. Their date is the line's newest status
// date: a refund has none of its own. No lines where the order line names a return. `names` keeps what the
// lines' views point to. ErrorKind::invalid with the field's path.
Result<void> order_refunds(const OrderFields& order, std::size_t index, const RecordFacts& facts,
                           TaxClass tax_class, const TimeZone& books, std::deque<std::string>& names,
                           LineSink& sink);

}  // namespace crosswalk::walmart
