// Settlement state: how the newest settlements stand, row by row and in money, and what no settlement holds
// yet, for `status`.
#pragma once

#include <vector>

#include "app/session.h"
#include "flow/accrued_money.h"
#include "flow/awaited_money.h"
#include "flow/opening_balance.h"
#include "flow/settlement_standing.h"

namespace crosswalk::app {

Json settlement_state_json(const std::vector<flow::SettlementStanding>& settlements);
void print_settlement_state(Session& session, const std::vector<flow::SettlementStanding>& settlements);

Json unbooked_settlements_json(const std::vector<store::RecordRow>& unbooked);
void print_unbooked_settlements(Session& session, const std::vector<store::RecordRow>& unbooked);

Json awaited_money_json(const std::vector<flow::AwaitedMoney>& awaited);
void print_awaited_money(Session& session, const std::vector<flow::AwaitedMoney>& awaited);

Json accrued_money_json(const std::vector<flow::AccruedMoney>& accrued);
void print_accrued_money(Session& session, const std::vector<flow::AccruedMoney>& accrued);

Json opening_state_json(const flow::OpeningStanding& opening);
void print_opening_state(Session& session, const flow::OpeningStanding& opening);

}  // namespace crosswalk::app
