// Xero's ways to write a time: "/Date(1419937200000+0000)/" in JSON, whole seconds in a header (xero.md §6,
// §3.2). Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"

namespace crosswalk::xero {

// The milliseconds are UTC already; an offset behind them is ignored, whatever it says.
Result<Instant> parse_instant(std::string_view text);
// A document's date is UTC midnight of that day: the UTC day, never a local one.
Result<Date> parse_date(std::string_view text);
// As If-Modified-Since wants it: UTC, no zone, what is less than a second left off.
std::string seconds_text(Instant when);

}  // namespace crosswalk::xero
