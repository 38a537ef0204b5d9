// Awaited money: what the books say that a market owes for orders and refunds which its settlements do not
// hold yet: what is shipped, or given back, and not settled. Reads the store. Safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/store.h"

namespace crosswalk::flow {

struct AwaitedMoney {
  Money amount;             // > 0: the market will pay it out
  std::int64_t orders = 0;  // of which something is awaited, in part or whole
};

// One for each currency that anything is awaited in, by its code. Rows that wait or are held settle nothing.
Result<std::vector<AwaitedMoney>> awaited_money(store::Store& store, const std::string& pair);

}  // namespace crosswalk::flow
