// An amount of a settlement that is none of its rows: what rows say less what was booked, or what the report
// pays beyond them. Pure.
#pragma once

#include <string_view>

#include "flow/pair.h"
#include "model/line.h"
#include "store/bookings.h"

namespace crosswalk::flow {

// What places an entry on the account for rounding.
inline constexpr std::string_view rounding_setting = "crosswalk.yaml, books.rounding_account";

// So little that it is booked on the account for rounding and no rule is asked (accounting.md §1.10). Each
// difference is one line, also that of a whole report. False without such an account.
bool is_rounding(const Money& difference, const BookAccounts& accounts);

// The line that rules are asked about; its texts are the row's, which must outlive it.
Line line_of_difference(const store::SettlementRow& row);

}  // namespace crosswalk::flow
