// The second, independent walk over an order's bytes: adds up every charge and every tax that stands in it,
// so that a line forgotten by order_lines.h is noticed before anything is booked. It shares no code with it
// on purpose: no parser library, its own numbers, only the bytes and the path that they are found under.
// Pure; safe from any thread.
#pragma once

#include <string_view>

#include "base/result.h"
#include "link/source.h"

namespace crosswalk::walmart {

// Sums `orderLines.orderLine[].charges.charge[]`: chargeAmount.amount and tax.taxAmount.amount, and of lines
// without a return the same of their refunds, which take from it. `per_unit`: a charge, but not a refund,
// counts once for each unit of its line. ErrorKind::invalid
// when the bytes are not JSON, a number is not exact to a millionth, or currencies are mixed. `usual`: the
// currency when there is none.
Result<Tally> tally_order(std::string_view body, bool per_unit, Currency usual);

}  // namespace crosswalk::walmart
