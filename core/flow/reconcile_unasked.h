// Reconcile unasked: settlements that were not asked for, as far as they come before the last that was, and
// their early payouts: what shows their money in the bank shows no other's. Reads the store and the heads of
// the reports in it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "flow/reconcile.h"

namespace crosswalk::flow {

// Money of a settlement that Walmart paid before it closed; positive.
struct EarlyPayout {
  std::string settlement;
  Date posted;
  Money amount;
};

struct Unasked {
  std::vector<SettlementTie> ties;   // period and payable alone
  std::vector<EarlyPayout> payouts;  // as they are booked
};

// `asked`: records. `last`: the day that the last of these closes. What cannot be read is left out: it is
// named where it is asked for.
Result<Unasked> unasked_settlements(store::Store& store, const Source& source, const std::string& pair,
                                    const std::set<std::int64_t>& asked, Date last);

}  // namespace crosswalk::flow
