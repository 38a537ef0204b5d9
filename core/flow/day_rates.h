// The rates that documents are booked at (DESIGN: entries know them, so that drafting asks nobody and a
// resend is the same bytes). Every day of an order or return has its own, a settlement has one for all.
#pragma once

#include <string>
#include <vector>

#include "link/rates.h"
#include "model/entry.h"

namespace crosswalk::flow {

// Fills `entries.rates`, where they are not in `base` already; what `before` knows, it keeps, because it may
// be posted. An error is a hold.
Result<void> take_rates(Entries& entries, const std::vector<DayRate>& before, Currency base, Rates& rates,
                        const Stop& stop);

// "2026-01-30: 1.351351 CAD for one unit of the ledger's currency", for people.
std::string rate_text(const DayRate& rate, Currency currency);

}  // namespace crosswalk::flow
