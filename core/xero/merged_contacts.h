// What became of contacts that were merged in Xero after we posted them: what is refused for such a contact
// goes out again to the one that it was merged into. Learned from Xero when something is refused, and kept
// only in memory: after a restart it is learned again. One call for all of an attempt.
#pragma once

#include <map>
#include <string>

#include "model/attempt.h"
#include "xero/connection.h"

namespace crosswalk::xero {

using MergedContacts = std::map<std::string, std::string, std::less<>>;  // id → the id that it is now

// Outcomes that were refused for an archived contact become `retry` where it was merged into one that stands,
// and those are returned; where nothing can be learned they stay refused.
MergedContacts follow_merged(const Attempt& attempt, Outcomes& outcomes, Connection& connection,
                             const Stop& stop);

}  // namespace crosswalk::xero
