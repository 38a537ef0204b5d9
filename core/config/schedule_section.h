// Reading when a pair asks its market for what, and when it posts: `poll` in crosswalk.yaml.
#pragma once

#include "config/section.h"
#include "model/cadence.h"

namespace crosswalk::config {

// `zone`: of the books. What is not said is as in usual_schedule.
Schedule read_schedule(const Section& pair, const TimeZone& zone);

// When documents leave for the ledger: "continuous" (nothing: at once), "period_end", "period_end 06:00" (on
// the first of each month, for the one that has ended), or a cadence.
Result<std::optional<Cadence>> parse_posting(std::string_view text);

// "5m", "daily 06:00", "daily 06:00,18:00 weekdays mon-fri", "1h weekdays mon-fri,sun".
Result<Cadence> parse_cadence(std::string_view text);

}  // namespace crosswalk::config
