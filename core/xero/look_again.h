// Before a removal is believed: what Xero does not show under its id may be there all the same, since a 404
// comes for other reasons too and lists may be late (xero.md §8.2, §8.3). It is looked for once more after
// this wait, as what may have been created is. Safe from any thread.
#pragma once

#include "base/clock.h"
#include "base/result.h"

namespace crosswalk::xero {

// limits::absence_spacing. ErrorKind::stopped: `stop` was asked for first.
Result<void> wait_to_look_again(Clock& clock, const Stop& stop);

}  // namespace crosswalk::xero
