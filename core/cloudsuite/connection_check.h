// What `crosswalk check` asks: does the sign-in work, is the entity there, and do the accounts and dimension
// codes of crosswalk.yaml stand in the ledger? Each failure is one sentence that says what to do; `where` is
// the path of the setting that it is about: "cloudsuite.receivable_account".
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "cloudsuite/connection.h"

namespace crosswalk::cloudsuite {

// Empty: all is well. Stops at what makes every further question pointless.
std::vector<Error> check_connection(const Settings& settings, Connection& connection, Clock& clock,
                                    const Stop& stop);

}  // namespace crosswalk::cloudsuite
