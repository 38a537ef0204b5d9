// The ledger's lists that the store keeps for a pair, and whether they are its own ledger's.
#pragma once

#include <string>

#include "config/workspace.h"
#include "store/store.h"

namespace crosswalk::app {

struct KeptLists {
  bool kept = false;
  std::string read_from;  // where they were read (Ledger::reference_source), if that is another ledger than
                          // the pair's by now; empty: it is the same, or cannot be told
  std::string reads_now;  // beside it
  bool usable() const { return kept && read_from.empty(); }
};

// Makes no calls.
Result<KeptLists> kept_lists(const config::PairConfig& pair, store::Store& store, Instant now);

}  // namespace crosswalk::app
