// What an order's fields mean: its facts and every amount in it as lines. Pure; safe from any thread; the
// views given to the sink live until this thread's next call.
//
// Not lines: refunds of order lines that came back (the return says them, return_lines.h), and a tax without
// an amount. A charge type that is not known is carried as LineClass::other with its own type and name.
#pragma once

#include "base/result.h"
#include "link/source.h"
#include "model/record.h"
#include "walmart/settings.h"

namespace crosswalk::walmart {

// ErrorKind::invalid: the order cannot be processed as it is; the message says which field.
// ErrorKind::config: the setting `charge_amount` is missing and this order needs it. Errors never hold the
// buyer's data.
Result<void> order_lines(const Record& record, const Settings& settings, LineSink& sink);

}  // namespace crosswalk::walmart
