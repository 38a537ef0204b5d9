// Reconcile deposits: which line of a bank statement shows a settlement's money. Each line shows one payment.
// One a reconciliation; not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/reconcile.h"

namespace crosswalk::flow {

class DepositTies {
 public:
  // `deposits` by date.
  explicit DepositTies(std::vector<store::Deposit> deposits)
      : deposits_(std::move(deposits)), taken_(deposits_.size(), false) {}

  // The first line of that amount within `days` from `from` on that shows nothing else yet.
  std::optional<store::Deposit> take(const Money& amount, Date from, std::int32_t days);

 private:
  std::vector<store::Deposit> deposits_;
  std::vector<bool> taken_;
};

// What shows the payable of `tie`, with a finding when nothing does and it is due. A payable of zero or less
// brings no deposit.
Result<std::optional<Finding>> tie_deposit(store::Store& store, const ReconcileScope& scope,
                                           DepositTies& deposits, SettlementTie& tie);
// The same of an early payout within a settlement.
std::optional<Finding> tie_payout(const ReconcileScope& scope, DepositTies& deposits,
                                  const std::string& settlement, Date posted, const Money& amount);

}  // namespace crosswalk::flow
