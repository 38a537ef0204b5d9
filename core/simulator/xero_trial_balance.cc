#include "simulator/xero_trial_balance.h"

namespace crosswalk::simulator::xero_sim {
namespace {

class Balance {
 public:
  explicit Balance(const XeroOrganisation& organisation) : organisation_(organisation) {}

  // A sale's lines are credits and what is owed a debit; a bill's or a payment's are the other way round.
  void book(const SimInvoice& document) {
    const bool sale =
        document.type == "ACCREC" || document.type == "ACCPAYCREDIT" || document.type == "RECEIVE";
    const auto signed_amount = [&](Decimal amount) { return sale ? amount.negated() : amount; };
    for (const SimLine& line : document.lines) {
      if (line.text_only) continue;
      const bool holds_tax = document.types == LineAmountTypes::inclusive;
      const Decimal net = plus(line.line_amount, holds_tax ? line.tax_amount.negated() : Decimal{});
      add(line.account, signed_amount(net));
      if (!line.tax_amount.is_zero()) add(organisation_.tax_account, signed_amount(line.tax_amount));
      book_cost(line);
    }
    if (!document.rounding.is_zero())
      add(organisation_.system_account("ROUNDING"), signed_amount(document.rounding));
    add(other_side(document), signed_amount(document.total).negated());
  }

  void book(const SimPayment& payment) {
    // Money comes in for a sale and for a bill's credit note.
    const bool comes_in = payment.type == "ACCRECPAYMENT" || payment.type == "APCREDITPAYMENT";
    const Decimal amount = comes_in ? payment.amount : payment.amount.negated();
    const bool sales = payment.type.starts_with("ACCREC") || payment.type.starts_with("AR");
    add(payment.account, amount);
    add(organisation_.system_account(sales ? "DEBTORS" : "CREDITORS"), amount.negated());
  }

  void book(const SimTransfer& transfer) {
    add(transfer.to, transfer.amount);
    add(transfer.from, transfer.amount.negated());
  }

  void book(const SimJournal& journal) {
    for (const SimJournalLine& line : journal.lines) {
      const bool holds_tax = journal.types == LineAmountTypes::inclusive;
      add(line.account, plus(line.amount, holds_tax ? line.tax.negated() : Decimal{}));
      if (!line.tax.is_zero()) add(organisation_.tax_account, line.tax);
    }
  }

  std::map<std::string, Decimal> take() { return std::move(sums_); }

 private:
  void add(const std::string& account, Decimal debit) {
    Decimal& sum = sums_[account];
    sum = plus(sum, debit);
  }

  std::string other_side(const SimInvoice& document) const {
    if (!document.bank_account.empty()) return document.bank_account;
    return organisation_.system_account(document.type.starts_with("ACCREC") ? "DEBTORS" : "CREDITORS");
  }

  // A sold item's cost leaves its asset account; what was bought is on that account already.
  void book_cost(const SimLine& line) {
    const SimItem* item = organisation_.item(line.item);
    if (line.cost.is_zero() || item == nullptr || line.account == item->asset_account) return;
    add(item->asset_account, line.cost);
    add(item->cost_account, line.cost.negated());
  }

  const XeroOrganisation& organisation_;
  std::map<std::string, Decimal> sums_;
};

}  // namespace

std::map<std::string, Decimal> trial_balance(const XeroOrganisation& organisation,
                                             std::string_view currency) {
  Balance balance(organisation);
  for (const SimList list : {SimList::invoices, SimList::credit_notes, SimList::bank_transactions})
    for (const SimInvoice& document : organisation.all(list))
      if (document.approved() && document.currency == currency) balance.book(document);
  for (const SimPayment& payment : organisation.payments.all())
    if (payment.status == "AUTHORISED" && payment.currency == currency) balance.book(payment);
  for (const SimTransfer& transfer : organisation.transfers.all())
    if (transfer.status == "AUTHORISED" && transfer.currency == currency) balance.book(transfer);
  for (const SimJournal& journal : organisation.journals.all())
    if (journal.status == "POSTED" && organisation.base_currency == currency) balance.book(journal);
  return balance.take();
}

}  // namespace crosswalk::simulator::xero_sim
