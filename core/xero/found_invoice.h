// Judging an invoice or a bill that a look-up found: is it what we sent? Pure.
#pragma once

#include "base/json.h"
#include "model/attempt.h"

namespace crosswalk::xero {

// Of a create. `found`: every document of its kind and number, those voided or deleted included.
Outcome judge_created(const Document& document, const Json& sent, const Json& found, Instant now);
// Of an update, a rename, a deletion or a voiding. `found` is null when Xero does not show it any more;
// `asked`: when the change was asked for.
Outcome judge_changed(const Document& document, const Json& sent, const Json* found, Instant asked,
                      Instant now);

}  // namespace crosswalk::xero
