// Settles a world: every row of every settlement, and the settlements themselves. Reckoned anew at each call
// from orders, returns and the account, so it is never out of step with them. Pure.
#pragma once

#include <vector>

#include "simulator/world_settlement.h"
#include "simulator/world_view.h"

namespace crosswalk::simulator {

// A payable of a period in SettlementTerms::gaps is so much less than its rows.
inline constexpr Decimal opening_gap = Decimal::from_units(7'770'000);

// All rows posted by `now`, by posting day; none without terms.
std::vector<SettlementRow> settlement_rows(const MarketView& view, Instant now);
// The closed settlements, oldest first, with their rows: together they hold every row of the world that is
// settled.
std::vector<Settlement> settlements(const MarketView& view, Instant now);

}  // namespace crosswalk::simulator
