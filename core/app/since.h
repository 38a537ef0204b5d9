// Since: how far back a command looks, as people say it. Pure but for the clock it is given.
#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/date.h"

namespace crosswalk::app {

// "30d", "12h" or "4w" before now, "2026-01-31" as that day begins in the books' time zone, or a point in
// time with its zone.
Result<Instant> since(std::string_view text, const Clock& clock, const TimeZone& books);

// "just now", "12 minutes ago", "3 days ago".
std::string ago(Millis age);

}  // namespace crosswalk::app
