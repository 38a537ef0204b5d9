// Reconcile deposits: which line of a bank statement, or which transfer in the ledger, shows a settlement's
// money. Each shows one payment.
// One a reconciliation; not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/reconcile.h"

namespace crosswalk::flow {

class DepositTies {
 public:
  // `deposits` by date; of `transfers` those count whose bank line a person has matched in the ledger.
  DepositTies(std::vector<store::Deposit> deposits, const std::vector<store::DocumentRow>& transfers);

  // The line within `days` from `from` on that shows nothing yet and comes nearest to the amount.
  std::optional<store::Deposit> take_nearest(const Money& amount, Date from, std::int32_t days);
  // The first line of that amount within `days` from `from` on that shows nothing else yet.
  std::optional<store::Deposit> take(const Money& amount, Date from, std::int32_t days);
  // Whether a transfer of the settlement of that amount, from `from` on, shows nothing else yet.
  bool take_transfer(const std::string& settlement, const Money& amount, Date from);

 private:
  struct Transfer {
    std::string settlement;
    Date date;
    Money amount;
    bool taken = false;
  };
  std::vector<store::Deposit> deposits_;
  std::vector<bool> taken_;
  std::vector<Transfer> transfers_;  // by date
};

// What shows the payable of `tie`, with a finding when nothing does and it is due. A payable of zero or less
// brings no deposit, nor does one that the market pays before the books start.
std::optional<Finding> tie_deposit(const ReconcileScope& scope, DepositTies& deposits, SettlementTie& tie);
// The same of an early payout within a settlement.
std::optional<Finding> tie_payout(const ReconcileScope& scope, DepositTies& deposits,
                                  const std::string& settlement, Date posted, const Money& amount);

}  // namespace crosswalk::flow
