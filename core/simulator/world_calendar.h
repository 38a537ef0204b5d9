// The calendar of settlements: which period a day belongs to, and when periods close (walmart.md §4.6: 23:59
// Pacific). Pure.
#pragma once

#include "base/date.h"
#include "simulator/world_settlement.h"

namespace crosswalk::simulator {

// The day it is at Walmart.
Date walmart_day(Instant at);

// The day on which what happened at `event` is posted.
Date posting_day(const SettlementTerms& terms, Instant event);
// Below zero before the first period.
int period_of(const SettlementTerms& terms, Date day);
// The period's dates, without rows.
Settlement period(const SettlementTerms& terms, int index);
// How many periods have closed.
int closed_periods(const SettlementTerms& terms, Instant now);

}  // namespace crosswalk::simulator
