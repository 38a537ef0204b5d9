// Xero's way to write a time in JSON: "/Date(1419937200000+0000)/" (xero.md §6). Pure.
#pragma once

#include <string_view>

#include "base/date.h"

namespace crosswalk::xero {

// The milliseconds are UTC already; an offset behind them is ignored, whatever it says.
Result<Instant> parse_instant(std::string_view text);
// A document's date is UTC midnight of that day: the UTC day, never a local one.
Result<Date> parse_date(std::string_view text);

}  // namespace crosswalk::xero
