// Reference notes: what the ledger last said about its lists and its locked day, kept in the store, so that
// every process begins from what another has read (reference_keeper.h), and commands which make no calls
// (`preview`, `check --offline`) know it too and can say how old it is. Safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "link/target.h"
#include "model/reference.h"
#include "store/store.h"

namespace crosswalk::flow {

struct LockReading {
  std::optional<Date> until;  // nothing is locked without it
  Instant read;
};

Result<void> keep_lock(store::Store& store, std::string_view pair, const LockReading& reading);
// Nothing when the ledger was never asked.
Result<std::optional<LockReading>> kept_lock(store::Store& store, std::string_view pair);

// With the name of where `ledger` reads them (Ledger::reference_source).
Result<void> keep_reference(store::Store& store, std::string_view pair, const Ledger& ledger,
                            const Reference& reference);
// Where they were read; nothing when they never were.
Result<std::optional<std::string>> kept_reference_source(store::Store& store, std::string_view pair);
// Nothing when they were never read, or where `ledger` reads others. Null: whatever ledger's they are.
Result<std::optional<Reference>> kept_reference(store::Store& store, std::string_view pair,
                                                const Ledger* ledger);

}  // namespace crosswalk::flow
