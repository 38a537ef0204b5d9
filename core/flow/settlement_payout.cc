#include "flow/settlement_payout.h"

#include <algorithm>

namespace crosswalk::flow {

bool is_deposited(const Entries& booked) {
  return std::any_of(booked.entries.begin(), booked.entries.end(), [](const Entry& entry) {
    return entry.role == EntryRole::moved && entry.line_class == LineClass::deposit;
  });
}

Payout payout_of(const std::string& settlement, const Sums& sums, const SettleGrounds& grounds,
                 Date open_day) {
  Payout payout;
  if (grounds.accounts.bank.empty() || grounds.deposited || sums.payable.amount.is_zero()) return payout;
  if (sums.payable.amount.is_negative()) {
    payout.remark = "nothing is paid out: " + sums.payable.text() +
                    " stay on the clearing account for the next settlement";
    return payout;
  }
  if (sums.settles == Date()) {
    payout.remark = "the report does not say when the market pays, so that no deposit is booked";
    return payout;
  }
  if (sums.settles < grounds.books_start) return payout;
  Entry deposit;
  deposit.role = EntryRole::moved;
  deposit.line_key = "deposit";
  deposit.line_class = LineClass::deposit;
  deposit.state = UnitState::shipped;
  deposit.date = open_day;
  deposit.amount = sums.payable;
  deposit.quantity = Decimal::whole(1);
  deposit.description = "deposit of " + settlement;
  deposit.answers.account = {grounds.accounts.bank, {"crosswalk.yaml, books.bank_account", 0}};
  Entry clearing;
  clearing.role = EntryRole::clearing;
  clearing.state = UnitState::shipped;
  clearing.date = open_day;
  clearing.amount = sums.payable.negated();
  payout.entries = {std::move(deposit), std::move(clearing)};
  return payout;
}

Result<bool> is_brought_forward(RowBook& book, const Sums& sums, const Money& amount) {
  if (!amount.amount.is_negative()) return false;
  const auto notes = book.settlements();
  if (!notes) return notes.error();
  for (const SettlementNote& note : *notes)
    if (note.to < sums.to) return note.payable == amount;
  return false;
}

}  // namespace crosswalk::flow
