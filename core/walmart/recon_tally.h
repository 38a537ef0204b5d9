// The second, independent walk over a settlement report: what its amounts come to, taxes apart, so that a row
// forgotten by recon_lines.h is noticed before anything is booked. It shares no code with it but the
// unzipping: a reader of its own for the CSV, a tree for the JSON, its own search for the columns. Pure; safe
// from any thread.
#pragma once

#include <string_view>

#include "base/result.h"
#include "link/source.h"

namespace crosswalk::walmart {

// ErrorKind::invalid when the bytes are no report or an amount is not exact. `usual`: the currency when the
// report names none.
Result<Tally> tally_recon(std::string_view body, Currency usual);

}  // namespace crosswalk::walmart
