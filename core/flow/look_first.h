// LookFirst: before documents of the ledger are written over they are looked at, because a person may have
// changed one since it was last seen: such a one is disputed, and stays as the person left it. One call for
// all of a batch. Not thread-safe.
#pragma once

#include <string>
#include <vector>

#include "flow/pair.h"

namespace crosswalk::flow {

// Whether documents like this one must be looked at first: those that change money which stands. What removes
// or voids a document needs none, nor what creates one.
bool writes_over(const Document& document);

struct LookedAt {
  std::vector<Document> unchanged;  // of the batch, in its order: they may go
  std::string trouble;              // why nobody knows; "" when it is known
};

// REQUIRES: all of one kind. The error is the store's.
Result<LookedAt> look_first(const Pair& pair, const std::vector<Document>& batch, const Stop& stop);

}  // namespace crosswalk::flow
