// The second, independent walk over a return's bytes: what its refunded units come to, so that a line
// forgotten by return_lines.h is noticed before anything is booked. It shares no code with it on purpose: a
// tree instead of a scanner, sums by line instead of by unit. Pure; safe from any thread.
#pragma once

#include <string_view>

#include "base/result.h"
#include "link/source.h"

namespace crosswalk::walmart {

// ErrorKind::invalid when the bytes are not a return, a number is not exact, or currencies are mixed.
// `usual`: the currency when there is none.
Result<Tally> tally_return(std::string_view body, Currency usual);

}  // namespace crosswalk::walmart
