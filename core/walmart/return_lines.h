// What a return's fields mean: its facts, and a line for every unit that was refunded and every charge of it,
// so that a line keeps its key when more units are refunded. Pure; safe from any thread; the views given to
// the sink live until this thread's next call.
//
// Lines: a charge given back is `refund`, negative, its taxes together `tax`; a discount on it comes back to
// the seller and is positive; a restocking fee is `fee`, positive: it is kept. Not lines: totals, which
// Walmart states for one unit of three (walmart.md §3.2), and excess charges, whose meaning is not known: the
// settlement's "Excess Refund Adjustment" rows say them.
#pragma once

#include "base/result.h"
#include "link/source.h"
#include "model/record.h"
#include "walmart/settings.h"

namespace crosswalk::walmart {

// ErrorKind::invalid: the return cannot be processed as it is; the message says which field. Errors never
// hold the buyer's data.
Result<void> return_lines(const Record& record, const Settings& settings, LineSink& sink);

}  // namespace crosswalk::walmart
