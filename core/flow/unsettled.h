// Unsettled: what orders that only inform have told of and no settlement has booked yet, line by line; what
// stands accrued of it; and what is to be accrued or taken back so that both say the same. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "flow/settled_entries.h"
#include "model/entry.h"
#include "store/bookings.h"

namespace crosswalk::flow {

// What one accrual covers, and where its other side lies.
struct AccrualTerms {
  std::string account;
  std::string no_tax;  // the ledger's word for it: what is accrued is no taxable document
  Date from;           // lines of these days, both included
  Date to;
  Date day;          // what it accrues is booked on
  bool more = true;  // false: nothing more is accrued, only taken back
};

// Pairs of entries of role `accrued`: a line on its own day, placed as its order says it, and behind it its
// other side, `accrued_side`, on the day that it was accrued on. What is taken back has the opposite signs.
using AccrualPairs = std::vector<Entry>;

// Lines of the order, and of what was refunded of it, less what has settled of them, on the days they
// happened; once all units of a SKU have settled, nothing is left of it. Tax that the market remits itself
// nets to zero and is left out.
Result<std::vector<Entry>> unsettled_of(const store::OrderStanding& order);

// What the accrual of those days is still to book of the order, or to take back because the order is told
// otherwise since.
Result<AccrualPairs> accrual_of(const store::OrderStanding& order, const AccrualTerms& terms);
// What stands accrued of the order and has settled since, to be taken back.
Result<AccrualPairs> reversal_of(const store::OrderStanding& order);
// What stands accrued by such parts: what the market owes by it.
Result<std::vector<Money>> accrued_by(const std::vector<std::string>& parts);

// When a line is booked; `accrued`: the day that it was accrued on, before which nothing of it is taken back.
using AccrualDay = std::function<Date(const Entry& line, Date accrued)>;

// As the store keeps a part of an order, and as entries of the books: lines with equal answers are one, dated
// by `day_of`; `words` say what for.
std::string part_text(const AccrualPairs& pairs, Currency currency);
Result<void> book_accrual(const AccrualPairs& pairs, const AccrualDay& day_of, std::string_view words,
                          SettledEntries& out);

}  // namespace crosswalk::flow
