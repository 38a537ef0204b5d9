// The demonstration world: a dozen orders made by hand over three days, typical ones and awkward ones, so
// that a newcomer meets on the first evening what a seller meets in a year. Constant.
#pragma once

#include "base/date.h"
#include "simulator/world.h"

namespace crosswalk::simulator {

// 2026-01-28T13:00:00Z; everything happens within three days of it.
Instant demo_start();
World demo_world();

}  // namespace crosswalk::simulator
