// The two payment summaries: the statement of the open period, which obeys Walmart's own identities
// (walmart.md §4.5), and the performance of the last days. Pure.
#pragma once

#include <string>

#include "simulator/world_view.h"

namespace crosswalk::simulator {

struct StatementSwitches {
  // The signs of `reserve` and `paidToYou` are not confirmed: as what is deducted, above zero, or as rows
  // have them, below.
  bool signs_of_rows = false;
  bool empty_is_object = false;  // partnerTxns {} instead of []
};

// The period in which `now` lies, as far as its rows are posted.
std::string payment_statement(const MarketView& view, Instant now, const StatementSwitches& switches);
std::string payment_performance(const MarketView& view, Instant now);

}  // namespace crosswalk::simulator
