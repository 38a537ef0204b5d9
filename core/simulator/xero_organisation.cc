#include "simulator/xero_organisation.h"

#include <algorithm>
#include <cstdio>

#include "base/crypto.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

// A sum that stays in range: a trial balance of test documents does; a broken sum must not look like a right
// one.
Decimal plus(Decimal a, Decimal b) {
  const auto sum = add(a, b);
  return sum ? *sum : Decimal::from_units(-1);
}

bool ended(const SimInvoice& invoice) {
  return invoice.status == "VOIDED" || invoice.status == "DELETED";
}

void forget(std::unordered_map<std::string, std::vector<std::size_t>>& index, const std::string& key,
            std::size_t at) {
  const auto found = index.find(key);
  if (found != index.end()) std::erase(found->second, at);
}

template <class T, class Get>
const T* first(const std::vector<T>& list, std::string_view key, Get get) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const T& one) { return same_text(get(one), key); });
  return found != list.end() && !key.empty() ? &*found : nullptr;
}

}  // namespace

Decimal SimInvoice::paid() const {
  Decimal sum;
  for (const SimPayment& payment : payments) sum = plus(sum, payment.amount);
  return sum;
}

Decimal SimInvoice::due() const {
  return ended(*this) ? Decimal{} : plus(total, paid().negated());
}

std::string XeroOrganisation::new_id(std::string_view kind) {
  const int count = ++next_ids_[std::string(kind)];
  return uuid_from(id_ + "/" + std::string(kind) + "/" + std::to_string(count));
}

const SimAccount* XeroOrganisation::account(std::string_view code) const {
  return first(accounts, code, [](const SimAccount& one) { return std::string_view(one.code); });
}

const SimAccount* XeroOrganisation::account_by_id(std::string_view id) const {
  return first(accounts, id, [](const SimAccount& one) { return std::string_view(one.id); });
}

const SimTaxRate* XeroOrganisation::tax_rate(std::string_view type) const {
  return first(tax_rates, type, [](const SimTaxRate& one) { return std::string_view(one.type); });
}

const SimItem* XeroOrganisation::item(std::string_view code) const {
  return first(items, code, [](const SimItem& one) { return std::string_view(one.code); });
}

bool XeroOrganisation::subscribed(std::string_view currency) const {
  return std::any_of(currencies.begin(), currencies.end(),
                     [&](const auto& one) { return one.first == currency; });
}

SimContact* XeroOrganisation::contact(std::string_view id) {
  const auto found = contact_at_.find(lower(id));
  return found != contact_at_.end() ? &contacts_[found->second] : nullptr;
}

const SimContact* XeroOrganisation::contact(std::string_view id) const {
  const auto found = contact_at_.find(lower(id));
  return found != contact_at_.end() ? &contacts_[found->second] : nullptr;
}

const SimContact* XeroOrganisation::contact_numbered(std::string_view number) const {
  const auto found = contacts_by_number_.find(lower(number));
  if (number.empty() || found == contacts_by_number_.end() || found->second.empty()) return nullptr;
  return &contacts_[found->second.front()];
}

const SimContact* XeroOrganisation::contact_named(std::string_view wanted) const {
  const auto found = contacts_by_name_.find(lower(wanted));
  if (wanted.empty() || found == contacts_by_name_.end() || found->second.empty()) return nullptr;
  for (const std::size_t at : found->second)
    if (contacts_[at].status == "ACTIVE") return &contacts_[at];
  return &contacts_[found->second.front()];
}

void XeroOrganisation::store(SimContact contact) {
  const auto known = contact_at_.find(contact.id);
  const std::size_t at = known != contact_at_.end() ? known->second : contacts_.size();
  if (known != contact_at_.end()) {
    forget(contacts_by_number_, lower(contacts_[at].number), at);
    forget(contacts_by_name_, lower(contacts_[at].name), at);
  } else {
    contact_at_[contact.id] = at;
    ++contacts_created[contact.number.empty() ? contact.name : contact.number];
    contacts_.emplace_back();
  }
  contacts_by_number_[lower(contact.number)].push_back(at);
  contacts_by_name_[lower(contact.name)].push_back(at);
  contacts_[at] = std::move(contact);
}

SimInvoice* XeroOrganisation::invoice(std::string_view id) {
  const auto found = invoice_at_.find(lower(id));
  return found != invoice_at_.end() ? &invoices_[found->second] : nullptr;
}

const SimInvoice* XeroOrganisation::invoice(std::string_view id) const {
  const auto found = invoice_at_.find(lower(id));
  return found != invoice_at_.end() ? &invoices_[found->second] : nullptr;
}

const SimInvoice* XeroOrganisation::invoice_numbered(std::string_view number) const {
  const auto found = invoices_by_number_.find(lower(number));
  if (number.empty() || found == invoices_by_number_.end()) return nullptr;
  const SimInvoice* last = nullptr;
  for (const std::size_t at : found->second) {
    if (!ended(invoices_[at])) return &invoices_[at];
    last = &invoices_[at];
  }
  return last;
}

void XeroOrganisation::store(SimInvoice invoice) {
  const auto known = invoice_at_.find(invoice.id);
  const std::size_t at = known != invoice_at_.end() ? known->second : invoices_.size();
  if (known != invoice_at_.end()) {
    forget(invoices_by_number_, lower(invoices_[at].number), at);
  } else {
    invoice_at_[invoice.id] = at;
    invoices_.emplace_back();
  }
  // Bills share numbers freely and are never found by them.
  if (invoice.type == "ACCREC") invoices_by_number_[lower(invoice.number)].push_back(at);
  invoices_[at] = std::move(invoice);
}

std::string XeroOrganisation::next_invoice_number() {
  for (;;) {
    char text[32];
    std::snprintf(text, sizeof text, "INV-%04d", ++last_number_);
    if (invoice_numbered(text) == nullptr) return text;
  }
}

std::map<std::string, Decimal> XeroOrganisation::trial_balance(std::string_view currency) const {
  std::map<std::string, Decimal> balance;
  const auto book = [&](const std::string& account, Decimal debit) {
    Decimal& sum = balance[account];
    sum = plus(sum, debit);
  };
  const auto system_code = [&](std::string_view system) {
    const auto found = std::find_if(accounts.begin(), accounts.end(),
                                    [&](const SimAccount& one) { return one.system == system; });
    return found != accounts.end() ? found->code : std::string(system);
  };
  const std::string debtors = system_code("DEBTORS");
  const std::string rounding = system_code("ROUNDING");
  for (const SimInvoice& invoice : invoices_) {
    if (!invoice.approved() || invoice.type != "ACCREC" || invoice.currency != currency) continue;
    for (const SimLine& line : invoice.lines) {
      if (line.text_only) continue;
      const bool holds_tax = invoice.types == LineAmountTypes::inclusive;
      book(line.account, plus(line.line_amount, holds_tax ? line.tax_amount.negated() : Decimal{}).negated());
      if (!line.tax_amount.is_zero()) book(tax_account, line.tax_amount.negated());
    }
    if (!invoice.rounding.is_zero()) book(rounding, invoice.rounding.negated());
    book(debtors, invoice.due());
    for (const SimPayment& payment : invoice.payments) book(payment.account, payment.amount);
  }
  return balance;
}

}  // namespace crosswalk::simulator::xero_sim
