// Reconcile ledger: what was booked of orders, returns and settlements against their documents in the ledger,
// and how old is what has not settled. Reads the store.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "flow/reconcile.h"
#include "flow/reconcile_orders.h"
#include "link/target.h"

namespace crosswalk::flow {

struct LedgerTies {
  std::int64_t documents = 0;
  std::vector<Finding> findings;
};

// Every order and return with entries dated in the scope's span. `unsettled` by purchase order: those older
// than the scope's patience become findings.
Result<LedgerTies> tie_to_ledger(store::Store& store, const ReconcileScope& scope,
                                 const std::unordered_map<std::string, std::vector<Unsettled>>& unsettled);

// The documents of a settlement: how many, how many of them are posted, and a finding for each other one;
// and, where all are posted, whether what the ledger says of them is what its entries say: rows, payouts,
// credit notes and payments each for itself.
Result<LedgerTies> tie_settlement(store::Store& store, const Ledger& ledger, SettlementTie& tie);

}  // namespace crosswalk::flow
