// What `crosswalk check` asks: does the sign-in work, has it the scopes, is the organisation the right one?
// Each failure is one sentence that says what to do.
#pragma once

#include <string>
#include <vector>

#include "xero/connection.h"

namespace crosswalk::xero {

struct ConnectionReport {
  std::string organisation;         // its name
  std::vector<std::string> scopes;  // granted; empty when Xero did not say
};

// ErrorKind::config: a person must act. Makes three calls.
Result<ConnectionReport> check_connection(const Settings& settings, Connection& connection, const Stop& stop);

}  // namespace crosswalk::xero
