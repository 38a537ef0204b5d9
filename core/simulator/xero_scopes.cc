// The scope matrix of xero_identity.h.
#include <array>
#include <utility>

#include "simulator/xero_identity.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

struct ScopeRow {
  std::string_view resource;
  std::string_view scope;  // write; with ".read" behind it read only
  std::string_view broad;  // the one before 2026
};

// No resource of its own, but a part of documents.
constexpr std::string_view attachments = "Attachments";

constexpr std::array<ScopeRow, 22> matrix = {{
    {"Invoices", "accounting.invoices", "accounting.transactions"},
    {"CreditNotes", "accounting.invoices", "accounting.transactions"},
    {"LinkedTransactions", "accounting.invoices", "accounting.transactions"},
    {"Quotes", "accounting.invoices", "accounting.transactions"},
    {"PurchaseOrders", "accounting.invoices", "accounting.transactions"},
    {"RepeatingInvoices", "accounting.invoices", "accounting.transactions"},
    {"Payments", "accounting.payments", "accounting.transactions"},
    {"BatchPayments", "accounting.payments", "accounting.transactions"},
    {"Overpayments", "accounting.payments", "accounting.transactions"},
    {"Prepayments", "accounting.payments", "accounting.transactions"},
    {"BankTransactions", "accounting.banktransactions", "accounting.transactions"},
    {"BankTransfers", "accounting.banktransactions", "accounting.transactions"},
    {"ManualJournals", "accounting.manualjournals", "accounting.transactions"},
    {"Accounts", "accounting.settings", ""},
    {"Currencies", "accounting.settings", ""},
    {"Items", "accounting.settings", ""},
    {"Organisation", "accounting.settings", ""},
    {"TaxRates", "accounting.settings", ""},
    {"TrackingCategories", "accounting.settings", ""},
    {"Contacts", "accounting.contacts", ""},
    {"ContactGroups", "accounting.contacts", ""},
    {attachments, "accounting.attachments", ""},
}};

const ScopeRow* row_of(std::string_view resource) {
  for (const ScopeRow& row : matrix)
    if (same_text(row.resource, resource)) return &row;
  return nullptr;
}

}  // namespace

bool resource_exists(std::string_view resource) {
  return row_of(resource) != nullptr && !same_text(resource, attachments);
}

bool scope_allows(const std::set<std::string>& granted, std::string_view resource, bool write) {
  const ScopeRow* row = row_of(resource);
  if (row == nullptr) return false;
  for (const std::string_view scope : {row->scope, row->broad}) {
    if (scope.empty()) continue;
    if (granted.contains(std::string(scope))) return true;
    if (!write && granted.contains(std::string(scope) + ".read")) return true;
  }
  return false;
}

}  // namespace crosswalk::simulator::xero_sim
