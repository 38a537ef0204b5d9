// Settlement state: how the newest settlements stand, row by row and in money, and what no settlement holds
// yet, for `status`.
#pragma once

#include <vector>

#include "app/session.h"
#include "flow/awaited_money.h"
#include "flow/settlement_standing.h"

namespace crosswalk::app {

Json settlement_state_json(const std::vector<flow::SettlementStanding>& settlements);
void print_settlement_state(Session& session, const std::vector<flow::SettlementStanding>& settlements);

Json awaited_money_json(const std::vector<flow::AwaitedMoney>& awaited);
void print_awaited_money(Session& session, const std::vector<flow::AwaitedMoney>& awaited);

}  // namespace crosswalk::app
