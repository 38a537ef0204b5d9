#include "simulator/xero_organisation.h"

#include <algorithm>
#include <cstdio>

#include "base/crypto.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

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

Decimal SimInvoice::credited() const {
  Decimal sum;
  for (const SimAllocation& allocation : allocations) sum = plus(sum, allocation.amount);
  return sum;
}

Decimal SimInvoice::due() const {
  return ended() ? Decimal{} : plus(total, plus(paid(), credited()).negated());
}

SimList list_of(const SimInvoice& document) {
  if (document.type.ends_with("CREDIT")) return SimList::credit_notes;
  return document.type.starts_with("ACC") ? SimList::invoices : SimList::bank_transactions;
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

const SimAccount* XeroOrganisation::account_in(const BodyValue& named) const {
  return named.has("AccountID") ? account_by_id(named.text_of("AccountID")) : account(named.text_of("Code"));
}

std::string XeroOrganisation::system_account(std::string_view system) const {
  for (const SimAccount& one : accounts)
    if (one.system == system) return one.code;
  return std::string(system);
}

const SimTaxRate* XeroOrganisation::tax_rate(std::string_view type) const {
  return first(tax_rates, type, [](const SimTaxRate& one) { return std::string_view(one.type); });
}

const SimItem* XeroOrganisation::item(std::string_view code) const {
  return first(items, code, [](const SimItem& one) { return std::string_view(one.code); });
}

SimItem* XeroOrganisation::item(std::string_view code) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const SimItem& one) { return same_text(one.code, code); });
  return found != items.end() && !code.empty() ? &*found : nullptr;
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
  events.push_back({"CONTACT", contact.id, known == contact_at_.end(), {}, {}, contact.updated, false});
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

void XeroOrganisation::store(SimInvoice document, bool by_payment) {
  const SimList list = list_of(document);
  if (list != SimList::bank_transactions)
    events.push_back({list == SimList::invoices ? "INVOICE" : "CREDITNOTE", document.id,
                      this->document(list, document.id) == nullptr, document.type, document.status,
                      document.updated, by_payment});
  const bool by_number = document.type == "ACCREC" || document.type == "ACCRECCREDIT";
  const std::string number = by_number ? document.number : std::string();
  documents_.at(static_cast<std::size_t>(list)).store(std::move(document), number);
}

bool XeroOrganisation::has_attachments(std::string_view target_id) const {
  return std::any_of(attachments.begin(), attachments.end(),
                     [&](const SimAttachment& one) { return one.target_id == target_id; });
}

std::string XeroOrganisation::next_number(SimList list) {
  for (;;) {
    char text[32];
    std::snprintf(text, sizeof text, "%s-%04d", list == SimList::invoices ? "INV" : "CN",
                  ++last_numbers_[list]);
    if (numbered(list, text) == nullptr) return text;
  }
}

Decimal XeroOrganisation::day_rate(const std::string& currency, Date day) const {
  const auto days = day_rates.find(currency);
  if (days == day_rates.end() || currency == base_currency) return Decimal::whole(1);
  auto found = days->second.upper_bound(day);
  if (found == days->second.begin()) return Decimal::whole(1);
  return std::prev(found)->second;
}

}  // namespace crosswalk::simulator::xero_sim
