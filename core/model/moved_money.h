// What of a document's money lies elsewhere than it was sent, in words. Pure.
#pragma once

#include <string>

#include "model/ledger_change.h"

namespace crosswalk {

// "account 200 49.98 → 0.00, account 210 0.00 → 49.98"; "" where it lies as it was sent. Accounts alone where
// they tell what moved, else with tax type and tracking, as far as `said` says any.
std::string moved_money(const Places& said, const Places& shown);

}  // namespace crosswalk
