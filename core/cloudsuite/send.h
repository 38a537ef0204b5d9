// Sending: looks whether anything of it stands, stages the rows of an attempt in batches, has the run group
// interfaced, and leaves the rest to looking up (check.h). A run group in which a row is refused is never
// interfaced: its staged rows are taken away again.
#pragma once

#include "base/clock.h"
#include "cloudsuite/connection.h"
#include "cloudsuite/dialect.h"
#include "model/attempt.h"

namespace crosswalk::cloudsuite {

Outcomes send(const Settings& settings, const Dialect& dialect, const Attempt& attempt,
              Connection& connection, Clock& clock, const Stop& stop);

}  // namespace crosswalk::cloudsuite
