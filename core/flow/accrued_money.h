// Accrued money: what months' accruals have booked and nothing has taken back yet, for `status`. Reads the
// store.
#pragma once

#include <string>
#include <vector>

#include "store/store.h"

namespace crosswalk::flow {

// In one currency.
struct AccruedMoney {
  Money amount;             // what the market owes by it
  std::int64_t orders = 0;  // of which something stands accrued
};

Result<std::vector<AccruedMoney>> accrued_money(store::Store& store, const std::string& pair);

}  // namespace crosswalk::flow
