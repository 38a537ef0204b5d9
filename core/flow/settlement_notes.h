// Settlement notes: what the newest settlements came to, kept in the store, so that a payment statement can
// be tied to them, and people be told how they stand, without reading their reports again. Safe from any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "store/store.h"

namespace crosswalk::flow {

struct SettlementNote {
  std::string id;  // the report's date
  Date to;         // the last day of its period
  Money payable;
  Money difference{};  // the payable less the rows of the report; zero where they agree
};

// Keeps the six newest; one that is known is replaced.
Result<void> keep_settlement(store::Store& store, std::string_view pair, const SettlementNote& settlement);
// Newest first.
Result<std::vector<SettlementNote>> kept_settlements(store::Store& store, std::string_view pair);

// "its total payable of 123.34 USD is 7.77 USD more than its rows come to".
std::string payable_differs(const SettlementNote& settlement);

}  // namespace crosswalk::flow
