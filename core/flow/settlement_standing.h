// How the newest settlements stand: every row somewhere, and what the report pays beyond its rows. Reads the
// store, in one walk over a settlement's rows. Functions without state; safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "flow/settlement_notes.h"

namespace crosswalk::flow {

struct SettlementStanding {
  SettlementNote note;
  RecordState state = RecordState::received;
  std::int64_t rows = 0;                       // of the report, by its finished visits
  std::vector<store::SettlementCount> counts;  // of them, by state
  std::vector<store::SettlementCount> extra;   // amounts that are in no row: differences, by state
  bool payable_booked = false;  // a rule has booked or left out what the report pays beyond its rows
};

// Of which something is booked; newest first.
Result<std::vector<SettlementStanding>> newest_settlements(store::Store& store, std::string_view pair);

// Settlements of which nothing is booked, oldest first; each with why (clearing_unbooked.h).
Result<std::vector<store::RecordRow>> unbooked_settlements(store::Store& store, const std::string& pair);

// How long a settlement may wait for an order before a person is told. A report comes weeks after the orders
// in it, which are asked for every few minutes: what has not come by then will not come by itself.
inline constexpr std::int32_t usual_order_wait_days = 2;
bool waits_too_long(const store::RecordRow& row, Instant now);

}  // namespace crosswalk::flow
