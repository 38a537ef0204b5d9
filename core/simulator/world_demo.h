// The demonstration world: a dozen orders made by hand over three days, typical ones and awkward ones, a
// return and a settlement, so that a newcomer meets on the first evening what a seller meets in a year.
// Constant.
#pragma once

#include "base/date.h"
#include "simulator/world.h"

namespace crosswalk::simulator {

// 2026-01-28T13:00:00Z; orders live within three days of it. The week from the 25th of January to the 31st is
// settled by a report of the 1st of February, and paid on the 2nd.
Instant demo_start();
World demo_world();

}  // namespace crosswalk::simulator
