// Headroom: what is left of a side's call limits just now, and so what may still be spent on what. Fresh
// orders may spend the last call of a day; history and the ledger's lists leave some for them.
#pragma once

#include <span>

#include "base/budget.h"
#include "store/store.h"

namespace crosswalk::flow {

struct Headroom {
  Instant next;      // when the next call may be made; `now`: at once
  double share = 1;  // of the scarcest long limit, a day's say: 1 all, 0 nothing
};

// Below these shares: history waits, the ledger's lists are not read anew, documents linger for company.
inline constexpr double history_share = 0.1;
inline constexpr double lists_share = 0.2;
inline constexpr double plenty_share = 0.5;

Result<Headroom> headroom(store::Store& store, std::span<const BucketLimit> pace, Instant now);

}  // namespace crosswalk::flow
