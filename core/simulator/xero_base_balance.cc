// The stand-in's trial balance in the organisation's own currency (xero_trial_balance.h).
#include <algorithm>

#include "simulator/xero_trial_balance.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr std::string_view realised = "REALISEDCURRENCYGAIN";
constexpr std::string_view of_banks = "BANKCURRENCYGAIN";

// `rate` of the amount's currency is one unit of the organisation's own.
Decimal in_base(Decimal amount, Decimal rate) {
  return scale(amount, Decimal::one, rate.units(), 2).value();
}

class BaseBalance {
 public:
  explicit BaseBalance(const XeroOrganisation& organisation) : organisation_(organisation) {}

  void book(const SimInvoice& document) {
    const bool sale =
        document.type == "ACCREC" || document.type == "ACCPAYCREDIT" || document.type == "RECEIVE";
    const auto side = [&](Decimal amount) {
      const Decimal base = in_base(amount, document.currency_rate);
      return sale ? base.negated() : base;
    };
    const Decimal total = side(document.total).negated();
    Decimal rest = total;
    const auto add_line = [&](const std::string& account, Decimal amount) {
      add(account, side(amount));
      rest = plus(rest, side(amount));
    };
    for (const SimLine& line : document.lines) {
      if (line.text_only) continue;
      const bool holds_tax = document.types == LineAmountTypes::inclusive;
      add_line(line.account, plus(line.line_amount, holds_tax ? line.tax_amount.negated() : Decimal{}));
      if (!line.tax_amount.is_zero()) add_line(organisation_.tax_account, line.tax_amount);
    }
    if (!document.bank_account.empty())
      move(document.bank_account, total, sale ? document.total : document.total.negated());
    else
      add(owed(document.type.starts_with("ACCREC")), total);
    if (!rest.is_zero()) add(organisation_.system_account("ROUNDING"), rest.negated());
  }

  void book(const SimPayment& payment) {
    const bool comes_in = payment.type == "ACCRECPAYMENT" || payment.type == "APCREDITPAYMENT";
    const bool sales = payment.type.starts_with("ACCREC") || payment.type.starts_with("AR");
    const SimList list = payment.on_credit_note ? SimList::credit_notes : SimList::invoices;
    const SimInvoice* target = organisation_.document(list, payment.target_id);
    const Decimal owed_rate = target != nullptr ? target->currency_rate : payment.currency_rate;
    const auto side = [&](Decimal amount) { return comes_in ? amount : amount.negated(); };
    const Decimal paid = side(in_base(payment.amount, payment.currency_rate));
    const Decimal settled = side(in_base(payment.amount, owed_rate));
    move(payment.account, paid, side(payment.amount));
    add(owed(sales), settled.negated());
    add(organisation_.system_account(realised), plus(settled, paid.negated()));
  }

  void book(const SimTransfer& transfer) {
    const Decimal base = in_base(transfer.amount, transfer.rate);
    move(transfer.from, base.negated(), transfer.amount.negated());
    const SimAccount* to = organisation_.account(transfer.to);
    const std::string currency = to != nullptr ? to->currency : std::string();
    const bool same = currency == transfer.currency;
    move(transfer.to, base,
         same ? transfer.amount : multiply(base, organisation_.day_rate(currency, transfer.date), 2).value());
  }

  void book(const SimJournal& journal) {
    for (const SimJournalLine& line : journal.lines) {
      const bool holds_tax = journal.types == LineAmountTypes::inclusive;
      add(line.account, plus(line.amount, holds_tax ? line.tax.negated() : Decimal{}));
      if (!line.tax.is_zero()) add(organisation_.tax_account, line.tax);
    }
  }

  // Bank accounts in other currencies are worth what the day says.
  std::map<std::string, Decimal> on(Date day) {
    for (const auto& [code, amount] : foreign_) {
      const SimAccount* account = organisation_.account(code);
      const Decimal worth = in_base(amount, organisation_.day_rate(account->currency, day));
      const Decimal change = plus(worth, sums_[code].negated());
      add(code, change);
      add(organisation_.system_account(of_banks), change.negated());
    }
    std::erase_if(sums_, [&](const auto& each) {
      return each.second.is_zero() && (each.first == organisation_.system_account(realised) ||
                                       each.first == organisation_.system_account(of_banks));
    });
    return std::move(sums_);
  }

 private:
  void add(const std::string& account, Decimal debit) { sums_[account] = plus(sums_[account], debit); }

  void move(const std::string& bank, Decimal base, Decimal amount) {
    add(bank, base);
    const SimAccount* account = organisation_.account(bank);
    if (account != nullptr && !account->currency.empty() && account->currency != organisation_.base_currency)
      foreign_[bank] = plus(foreign_[bank], amount);
  }

  std::string owed(bool by_customers) const {
    return organisation_.system_account(by_customers ? "DEBTORS" : "CREDITORS");
  }

  const XeroOrganisation& organisation_;
  std::map<std::string, Decimal> sums_;
  std::map<std::string, Decimal> foreign_;  // what lies on a bank account, in its own currency
};

}  // namespace

std::map<std::string, Decimal> base_trial_balance(const XeroOrganisation& organisation, Date day) {
  BaseBalance balance(organisation);
  for (const SimList list : {SimList::invoices, SimList::credit_notes, SimList::bank_transactions})
    for (const SimInvoice& document : organisation.all(list))
      if (document.approved() && document.date <= day) balance.book(document);
  for (const SimPayment& payment : organisation.payments.all())
    if (payment.status == "AUTHORISED" && payment.date <= day) balance.book(payment);
  for (const SimTransfer& transfer : organisation.transfers.all())
    if (transfer.status == "AUTHORISED" && transfer.date <= day) balance.book(transfer);
  for (const SimJournal& journal : organisation.journals.all())
    if (journal.status == "POSTED" && journal.date <= day) balance.book(journal);
  return balance.on(day);
}

}  // namespace crosswalk::simulator::xero_sim
