#include "flow/reconcile_deposits.h"

#include <algorithm>

namespace crosswalk::flow {
namespace {

Finding missing(const ReconcileScope& scope, const std::string& settlement, Date since, const Money& amount,
                const std::string& what) {
  Finding finding;
  finding.kind = FindingKind::deposit_missing;
  finding.settlement = settlement;
  finding.money = amount;
  finding.since = since;
  finding.text = what + " of " + since.text() + " is on no bank line within " +
                 std::to_string(scope.deposit_days) +
                 " days; `crosswalk import deposits FILE` takes a statement of the bank";
  return finding;
}

bool is_due(const ReconcileScope& scope, Date since) {
  return scope.today.days() - since.days() > scope.deposit_days;
}

// A transfer whose bank line a person has matched in the ledger.
Result<bool> shown_in_ledger(store::Store& store, std::int64_t record) {
  const auto rows = store.documents_of(record);
  if (!rows) return rows.error();
  return std::any_of(rows->begin(), rows->end(), [](const store::DocumentRow& row) {
    return row.document.kind == DocumentKind::bank_transfer && row.document.state == DocumentState::posted &&
           row.receipt && row.receipt->status == reconciled_status;
  });
}

}  // namespace

std::optional<store::Deposit> DepositTies::take(const Money& amount, Date from, std::int32_t days) {
  for (std::size_t i = 0; i < deposits_.size(); ++i) {
    const store::Deposit& deposit = deposits_[i];
    if (taken_[i] || deposit.amount != amount || deposit.date < from || deposit.date > from.plus_days(days))
      continue;
    taken_[i] = true;
    return deposit;
  }
  return std::nullopt;
}

Result<std::optional<Finding>> tie_deposit(store::Store& store, const ReconcileScope& scope,
                                           DepositTies& deposits, SettlementTie& tie) {
  using None = std::optional<Finding>;
  if (tie.payable.amount.units() <= 0) {
    tie.deposited = "none is due";
    return None();
  }
  tie.deposit = deposits.take(tie.payable, tie.to, scope.deposit_days);
  if (tie.deposit) {
    tie.deposited = tie.deposit->date.text() + " (imported)";
    return None();
  }
  const auto in_ledger = shown_in_ledger(store, tie.record);
  if (!in_ledger) return in_ledger.error();
  if (*in_ledger) {
    tie.deposited = "reconciled in the ledger";
    return None();
  }
  if (!is_due(scope, tie.to)) {
    tie.deposited = "awaited until " + tie.to.plus_days(scope.deposit_days).text();
    return None();
  }
  tie.deposited = "missing";
  return None(missing(scope, tie.id, tie.to, tie.payable, "the payable"));
}

std::optional<Finding> tie_payout(const ReconcileScope& scope, DepositTies& deposits,
                                  const std::string& settlement, Date posted, const Money& amount) {
  if (amount.amount.units() <= 0 || deposits.take(amount, posted, scope.deposit_days)) return std::nullopt;
  if (!is_due(scope, posted)) return std::nullopt;
  return missing(scope, settlement, posted, amount, "the early payout");
}

}  // namespace crosswalk::flow
