// Policy: what a target wants to be told, and how often. Plain data.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/limits.h"
#include "link/alerts.h"

namespace crosswalk::alert {

struct Policy {
  std::string name;  // of the target; what it was told is kept under it
  std::vector<AlertKind> kinds = {AlertKind::finance, AlertKind::operations};
  AlertSeverity severity = AlertSeverity::warning;  // and graver
  Millis quiet = limits::alert_quiet;    // no second telling of one cause before, unless its count doubles
  Millis remind = limits::alert_remind;  // what stands unchanged is told again after so long
  bool cleared = false;                  // also say when it is over
};

bool wants(const Policy& policy, const AlertCause& cause);

}  // namespace crosswalk::alert
