// A world as a file: one order a line, as GET /v3/orders/{id} would answer it (`{"order":{…}}` without the
// envelope) with replacement information. For samples and for `crosswalk import`. Pure.
#pragma once

#include <string>

#include "base/date.h"
#include "simulator/world.h"

namespace crosswalk::simulator {

// The orders placed by `now`, each as it stands then by its own schedule.
std::string to_ndjson(const World& world, Instant now, const StandingRules& rules = {});

}  // namespace crosswalk::simulator
