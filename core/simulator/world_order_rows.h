// The settlement rows of one order: its sales as units ship, its refunds by return or without, and the fees
// that hang on its parcels (walmart.md §4.3, §4.4). A line's units that ship together settle as one total,
// with the commission rounded once. A replacement order settles nothing. Pure.
#pragma once

#include <vector>

#include "simulator/world_settlement.h"
#include "simulator/world_view.h"

namespace crosswalk::simulator {

struct ReturnOfOrder {
  const MarketReturn* made = nullptr;
  std::size_t line = 0;  // of the return
};

// Appends the rows of what happened by `now`; the same word in `key` marks the rows of one event.
// `returned` are the return lines of this order that exist.
void append_order_rows(std::vector<SettlementRow>& rows, const MarketView& view, const SettlementTerms& terms,
                       const MarketOrder& order, const std::vector<ReturnOfOrder>& returned, Instant now);

}  // namespace crosswalk::simulator
