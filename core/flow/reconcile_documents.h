// Reconcile documents: what the documents of one record come to on the ledger's side. Reads the store.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "flow/reconcile.h"
#include "model/entry.h"

namespace crosswalk::flow {

struct LedgerSide {
  // The newest step of one document: what the ledger says of it, or nothing once it was taken back.
  struct Total {
    int step = 0;
    std::int64_t id = 0;  // the store's
    Decimal amount;
  };

  int documents = 0;  // that stand there or are to; those that were taken out again are none
  int posted = 0;
  std::vector<Finding> findings;  // of each that is neither posted nor ended
  // Of a general ledger and its receivables, whose documents each say what the market owes more by them.
  int run_groups = 0;
  std::int64_t worth = 0;                                        // millionths
  std::map<std::pair<DocumentKind, std::string>, Total> totals;  // of the others

  std::int64_t sum(DocumentKind kind) const;  // millionths
};

Result<LedgerSide> ledger_side_of(store::Store& store, std::int64_t record);

// Where a general ledger's rows say something else than `entries` of what the market owes.
std::optional<Finding> run_groups_differ(const LedgerSide& side, const Entries& entries);

}  // namespace crosswalk::flow
