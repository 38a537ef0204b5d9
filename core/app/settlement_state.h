// Settlement state: how the newest settlements stand, row by row and in money, for `status`.
#pragma once

#include <vector>

#include "app/session.h"
#include "flow/settlement_standing.h"

namespace crosswalk::app {

Json settlement_state_json(const std::vector<flow::SettlementStanding>& settlements);
void print_settlement_state(Session& session, const std::vector<flow::SettlementStanding>& settlements);

}  // namespace crosswalk::app
