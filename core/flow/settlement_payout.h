// SettlementPayout: what the market pays out in the end of a settlement: the deposit, or nothing where it
// comes to less than nothing, which the next settlement then makes good.
#pragma once

#include <string>
#include <vector>

#include "flow/row_book.h"
#include "flow/settle_rows.h"

namespace crosswalk::flow {

struct Payout {
  std::vector<Entry> entries;  // the deposit and its clearing
  std::string remark;          // why there is none, where somebody may miss it
};

// Whether entries of a settlement have booked its deposit.
bool is_deposited(const Entries& booked);

// On the day the market pays, or the first open day after it. Without a bank account nothing: the bank feed's
// own transfer rule books it.
Payout payout_of(const std::string& settlement, const Sums& sums, const SettleGrounds& grounds,
                 Date open_day);

// Whether that part of a settlement's total payable is what the settlement before it came to, less than
// nothing: it is on the clearing account already.
Result<bool> is_brought_forward(RowBook& book, const Sums& sums, const Money& amount);

}  // namespace crosswalk::flow
