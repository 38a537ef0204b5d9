#include "simulator/world_books.h"

namespace crosswalk::simulator {
namespace {

Money zero() {
  return {{}, dollars()};
}

void raise(Money& sum, Decimal by) {
  sum = {Decimal::from_units(sum.amount.units() + by.units()), dollars()};
}

void raise(std::map<std::string, Money>& sums, const std::string& name, Decimal by) {
  raise(sums.try_emplace(name, zero()).first->second, by);
}

}  // namespace

std::string plain_name(std::string_view description) {
  constexpr std::string_view around = "\" ";
  const auto from = description.find_first_not_of(around);
  if (from == std::string_view::npos) return {};
  return std::string(description.substr(from, description.find_last_not_of(around) - from + 1));
}

BooksTruth::BooksTruth()
    : sales(zero()),
      shipping(zero()),
      refunds(zero()),
      shipping_refunds(zero()),
      commission(zero()),
      restocking(zero()),
      reserve(zero()),
      early_payouts(zero()),
      outside(zero()),
      payable(zero()) {}

void BooksTruth::add(const SettlementRow& row) {
  ++rows;
  const auto state = [&]() -> TaxByState& {
    return taxes.try_emplace(row.state, TaxByState{zero(), zero()}).first->second;
  };
  switch (row.kind) {
    case RowKind::product:
    case RowKind::promotion:
    case RowKind::other_charge:
      return raise(row.refund ? refunds : sales, row.amount);
    case RowKind::shipping:
      return raise(row.refund ? shipping_refunds : shipping, row.amount);
    case RowKind::tax:
      return raise(state().collected, row.amount);
    case RowKind::tax_withheld:
      return raise(state().withheld, row.amount);
    case RowKind::commission:
      return raise(commission, row.amount);
    case RowKind::restocking:
      return raise(restocking, row.amount);
    case RowKind::reserve:
      return raise(reserve, row.amount);
    case RowKind::early_payout:
      return raise(early_payouts, row.amount);
    case RowKind::fee:
      return raise(fees, plain_name(row.description), row.amount);
    case RowKind::adjustment:
      return raise(adjustments, row.refund ? row.amount_type : plain_name(row.description), row.amount);
    case RowKind::unknown:
      return raise(unknown, row.type + " / " + row.amount_type + " / " + row.description, row.amount);
  }
}

void BooksTruth::add(const Settlement& settlement) {
  for (const SettlementRow& row : settlement.rows) add(row);
  raise(outside, settlement.outside);
  raise(payable, settlement.payable);
  if (!settlement.deposit.is_zero())
    deposits.push_back({settlement.report_date, settlement.deposit_date, {settlement.deposit, dollars()}});
}

Money BooksTruth::sum() const {
  Money all = zero();
  for (const Money& part :
       {sales, shipping, refunds, shipping_refunds, commission, restocking, reserve, early_payouts})
    raise(all, part.amount);
  for (const auto& entry : taxes) {
    raise(all, entry.second.collected.amount);
    raise(all, entry.second.withheld.amount);
  }
  for (const auto* named : {&fees, &adjustments, &unknown})
    for (const auto& entry : *named) raise(all, entry.second.amount);
  return all;
}

BooksTruth books_of(const std::vector<Settlement>& settlements) {
  BooksTruth books;
  for (const Settlement& settlement : settlements) books.add(settlement);
  return books;
}

BooksTruth books_of(const std::vector<Settlement>& settlements, std::string_view po) {
  BooksTruth books;
  for (const Settlement& settlement : settlements)
    for (const SettlementRow& row : settlement.rows)
      if (row.po == po) books.add(row);
  return books;
}

}  // namespace crosswalk::simulator
