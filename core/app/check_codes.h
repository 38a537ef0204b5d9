// Check codes: which of the codes that rules name the ledger does not have or does not take. Pure.
#pragma once

#include <vector>

#include "model/reference.h"
#include "rules/lint.h"
#include "rules/rule_set.h"

namespace crosswalk::app {

// One error a code, where its rule stands, with the nearest code that the ledger has. Contacts are made when
// they are missing, so they are always known.
std::vector<rules::Finding> unknown_codes(const std::vector<rules::NamedCode>& codes,
                                          const Reference& reference);

}  // namespace crosswalk::app
