// Looking contacts up: by our number, then by an e-mail address that the content names, never by a name
// (xero.md §5.1). Any number of them in a call each. One that was merged into another is that other. Safe
// from any thread.
#pragma once

#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "model/attempt.h"
#include "xero/connection.h"

namespace crosswalk::xero {

// One outcome for each member; `sent` are their elements.
Outcomes check_contacts(const Attempt& attempt, const std::vector<Json>& sent, Connection& connection,
                        Clock& clock, const Stop& stop);

}  // namespace crosswalk::xero
