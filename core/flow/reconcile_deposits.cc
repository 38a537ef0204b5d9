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

}  // namespace

DepositTies::DepositTies(std::vector<store::Deposit> deposits,
                         const std::vector<store::DocumentRow>& transfers)
    : deposits_(std::move(deposits)), taken_(deposits_.size(), false) {
  for (const store::DocumentRow& row : transfers) {
    const Document& document = row.document;
    if (document.state != DocumentState::posted || !document.record || !row.receipt ||
        row.receipt->status != reconciled_status)
      continue;
    const auto& total = row.receipt->total ? row.receipt->total : document.total;
    if (total) transfers_.push_back({document.record->id, document.date, *total});
  }
  std::stable_sort(transfers_.begin(), transfers_.end(),
                   [](const Transfer& a, const Transfer& b) { return a.date < b.date; });
}

bool DepositTies::take_transfer(const std::string& settlement, const Money& amount, Date from) {
  const auto found = std::find_if(transfers_.begin(), transfers_.end(), [&](const Transfer& transfer) {
    return !transfer.taken && transfer.settlement == settlement && transfer.amount == amount &&
           transfer.date >= from;
  });
  if (found == transfers_.end()) return false;
  found->taken = true;
  return true;
}

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

std::optional<store::Deposit> DepositTies::take_nearest(const Money& amount, Date from, std::int32_t days) {
  const auto off = [&](const store::Deposit& deposit) {
    return Decimal::from_units(deposit.amount.amount.units() - amount.amount.units()).magnitude();
  };
  std::optional<std::size_t> nearest;
  for (std::size_t i = 0; i < deposits_.size(); ++i) {
    const store::Deposit& deposit = deposits_[i];
    if (taken_[i] || deposit.amount.currency != amount.currency || deposit.amount.amount.units() <= 0 ||
        deposit.date < from || deposit.date > from.plus_days(days))
      continue;
    if (!nearest || off(deposit) < off(deposits_[*nearest])) nearest = i;
  }
  if (!nearest) return std::nullopt;
  taken_[*nearest] = true;
  return deposits_[*nearest];
}

std::optional<Finding> tie_deposit(const ReconcileScope& scope, DepositTies& deposits, SettlementTie& tie) {
  const Date settles = tie.settles == Date() ? tie.to : tie.settles;
  if (tie.payable.amount.units() <= 0 || settles < scope.books_start) {
    tie.deposited = "none is due";
    return std::nullopt;
  }
  tie.deposit = deposits.take(tie.payable, tie.to, scope.deposit_days);
  if (tie.deposit) {
    tie.deposited = tie.deposit->date.text() + " (imported)";
    return std::nullopt;
  }
  if (deposits.take_transfer(tie.id, tie.payable, tie.to)) {
    tie.deposited = "reconciled in the ledger";
    return std::nullopt;
  }
  if (!is_due(scope, tie.to)) {
    tie.deposited = "awaited until " + tie.to.plus_days(scope.deposit_days).text();
    return std::nullopt;
  }
  tie.deposited = "missing";
  return missing(scope, tie.id, tie.to, tie.payable, "the payable");
}

std::optional<Finding> tie_payout(const ReconcileScope& scope, DepositTies& deposits,
                                  const std::string& settlement, Date posted, const Money& amount) {
  if (amount.amount.units() <= 0 || posted < scope.books_start) return std::nullopt;
  if (deposits.take(amount, posted, scope.deposit_days)) return std::nullopt;
  if (deposits.take_transfer(settlement, amount, posted) || !is_due(scope, posted)) return std::nullopt;
  return missing(scope, settlement, posted, amount, "the early payout");
}

}  // namespace crosswalk::flow
