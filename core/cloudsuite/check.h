// Looking up: how far a run group has come, and what it needs to go on (cloudsuite.md §5.3, §5.4). Rows that
// are all staged and that nobody has had interfaced are interfaced; rows that lie there in part, or beside a
// refused one, are taken away and then absent; nothing is staged anew here.
#pragma once

#include "base/clock.h"
#include "cloudsuite/connection.h"
#include "cloudsuite/dialect.h"
#include "model/attempt.h"

namespace crosswalk::cloudsuite {

Outcomes check(const Settings& settings, const Dialect& dialect, const Attempt& attempt,
               Connection& connection, Clock& clock, const Stop& stop);

}  // namespace crosswalk::cloudsuite
