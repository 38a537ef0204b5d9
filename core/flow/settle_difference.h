// An amount of a settlement that is none of its rows: what rows say less what was booked, or what the report
// pays beyond them. Pure.
#pragma once

#include "model/line.h"
#include "store/bookings.h"

namespace crosswalk::flow {

// The line that rules are asked about; its texts are the row's, which must outlive it.
Line line_of_difference(const store::SettlementRow& row);

}  // namespace crosswalk::flow
