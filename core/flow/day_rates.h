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

// Why a settlement that is not in `base` cannot be booked at rates of the ledger's own: it has one rate for
// all its documents, and a ledger that chooses gives each the rate of its own day. `before`: what earlier
// visits have booked. Empty: it can, because all of it is of one day (payouts are worth what the bank makes
// of them), or the ledger does not say what its own currency is.
std::string needs_one_rate(const Entries& fresh, const Entries& before, Currency base);

// "2026-01-30: 1.351351 CAD for one unit of the ledger's currency", for people.
std::string rate_text(const DayRate& rate, Currency currency);

}  // namespace crosswalk::flow
