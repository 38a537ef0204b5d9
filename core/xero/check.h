// Looking up what took effect (xero.md §8.4): invoices by number, many in one call; changes by id; contacts
// by number, then by name; everything else as check_listed.h says. A look-up that fails leaves its members
// unknown. Safe from any thread.
#pragma once

#include "base/clock.h"
#include "model/attempt.h"
#include "xero/check_listed.h"
#include "xero/connection.h"

namespace crosswalk::xero {

Outcomes check(const Attempt& attempt, LookedFor looked_for, Connection& connection, Clock& clock,
               const Stop& stop);

}  // namespace crosswalk::xero
