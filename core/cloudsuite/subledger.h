// What a subledger keeps of an attempt's documents, told by their numbers (cloudsuite.md §5.5).
#pragma once

#include <map>
#include <string>

#include "cloudsuite/connection.h"
#include "cloudsuite/dialect.h"
#include "cloudsuite/settings.h"

namespace crosswalk::cloudsuite {

// By mark, of those that stand: what is owed more by each.
Result<std::map<std::string, Decimal>> read_standing(const Settings& settings, const Subledger& kept,
                                                     const Attempt& attempt, const Sent& sent,
                                                     Connection& connection, const Stop& stop);

}  // namespace crosswalk::cloudsuite
