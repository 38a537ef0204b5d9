// UnknownCodes: which of the codes that rules name the ledger does not have, or does not take. Pure.
#pragma once

#include <vector>

#include "base/result.h"
#include "model/reference.h"
#include "rules/rule_set.h"

namespace crosswalk::flow {

// One error a code, where its rule stands, with the nearest code that can be used, in the order of `codes`.
// Contacts are made when they are missing, so they are always known.
std::vector<Error> unknown_codes(const std::vector<rules::NamedCode>& codes, const Reference& reference);

}  // namespace crosswalk::flow
