// Report head: what a settlement or a statement says in sum, without its rows. Reads the store; functions
// without state, safe from any thread.
#pragma once

#include <optional>
#include <string>

#include "link/source.h"
#include "store/store.h"

namespace crosswalk::flow {

// An error: it cannot be read. Nothing: it does not say.
Result<std::optional<Sums>> head_of(store::Store& store, const Source& source, std::int64_t record);

// What the settlement before `id` came to where that is less than nothing, so that its money is taken off by
// the next one. One that cannot be read counts for none.
Result<std::optional<Money>> brought_forward(store::Store& store, const Source& source,
                                             const std::string& pair, const std::string& id);

}  // namespace crosswalk::flow
