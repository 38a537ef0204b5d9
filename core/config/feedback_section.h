// Reading what a pair lets go back to the market, and how long it keeps buyers' data.
#pragma once

#include "config/section.h"
#include "config/workspace.h"

namespace crosswalk::config {

Feedback read_feedback(const Section& pair);
// `privacy: {erase_after: 90d}`; zero when it is not said.
Millis read_erase_after(const Section& pair);

}  // namespace crosswalk::config
