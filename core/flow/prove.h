// Prove: the arithmetic that stands between a mapping and the ledger. Whatever does not add up never leaves
// the process (DESIGN §2.4, §8.3). Pure functions.
#pragma once

#include <span>

#include "base/result.h"
#include "link/source.h"
#include "model/entry.h"
#include "model/line.h"

namespace crosswalk::flow {

// All lines of the record, due or not, add up to what the independent walk of its bytes found.
Result<void> prove_lines(std::span<const Line> lines, const Tally& tally);
// The entries add up to zero per date and unit state.
Result<void> prove_balance(const Entries& entries);
// All that a settlement has booked so far balances, and its placed entries are what its booked rows say.
Result<void> prove_settled(const Entries& entries, const Money& booked);
// The entries add up to zero per date and unit state; those of lines to the due lines, derived ones to
// nothing.
Result<void> prove_entries(const Entries& entries, std::span<const Line> due);
// The sum of the lines' amounts.
Result<Money> total_of(std::span<const Line> lines, Currency currency);

}  // namespace crosswalk::flow
