// A desk whose pair accrues at each month's end.
#pragma once

#include <string>

#include "flow/rig.h"
#include "flow/worked_example.h"

namespace crosswalk::tests {

inline constexpr auto accrual_kind = RecordKind::accrual;
inline const std::string january = "2026-01";

inline void accruing(flow::PairSettings& settings) {
  settings.posting = Posting::settlement;
  settings.accounts.carried_forward = "850";
  settings.accounts.accrued = "860";
  settings.accrues = true;
  settings.currency = Currency::parse("USD").value();
}

// The worked example at the end of January, before its settlement comes.
inline void close_january(SettleDesk& desk) {
  worked_order(desk);
  desk.receive(order_kind, po);
  desk.receive(accrual_kind, january);
  desk.book();
}

}  // namespace crosswalk::tests
