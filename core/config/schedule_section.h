// Reading when a pair asks its market for what: `poll` in crosswalk.yaml.
#pragma once

#include "config/section.h"
#include "model/cadence.h"

namespace crosswalk::config {

// `zone`: of the books. What is not said is as in usual_schedule.
Schedule read_schedule(const Section& pair, const TimeZone& zone);

// "5m", "daily 06:00", "daily 06:00,18:00 weekdays mon-fri", "1h weekdays mon-fri,sun".
Result<Cadence> parse_cadence(std::string_view text);

}  // namespace crosswalk::config
