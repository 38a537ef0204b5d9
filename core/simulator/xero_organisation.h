// XeroOrganisation: one tenant's books: settings, contacts, invoices, and what was counted on the way. It
// keeps data and finds it again; whether a request is allowed is decided in xero_contacts and xero_invoices.
// Not thread-safe: XeroService locks.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/date.h"
#include "simulator/xero_documents.h"

namespace crosswalk::simulator::xero_sim {

class XeroOrganisation {
 public:
  // `id` is the tenant id; every id in the organisation derives from it, so that runs repeat.
  XeroOrganisation(std::string id, std::string called) : id_(std::move(id)), name(std::move(called)) {}

  const std::string& id() const { return id_; }
  // The next id of that kind: the same sequence in every run.
  std::string new_id(std::string_view kind);

  const SimAccount* account(std::string_view code) const;
  const SimAccount* account_by_id(std::string_view id) const;
  const SimTaxRate* tax_rate(std::string_view type) const;
  const SimItem* item(std::string_view code) const;
  bool subscribed(std::string_view currency) const;

  const std::vector<SimContact>& contacts() const { return contacts_; }
  SimContact* contact(std::string_view id);
  const SimContact* contact(std::string_view id) const;
  const SimContact* contact_numbered(std::string_view number) const;  // of any status
  // The active one of that name, without case; else an archived one.
  const SimContact* contact_named(std::string_view wanted) const;
  // Adds it, or replaces the one with its id.
  void store(SimContact contact);

  const std::vector<SimInvoice>& invoices() const { return invoices_; }
  SimInvoice* invoice(std::string_view id);
  const SimInvoice* invoice(std::string_view id) const;
  // The sales invoice of that number, without case: a live one before voided or deleted ones.
  const SimInvoice* invoice_numbered(std::string_view number) const;
  void store(SimInvoice invoice);
  std::string next_invoice_number();

  // The accounts of everything approved in `currency`, debit positive; they add up to zero.
  std::map<std::string, Decimal> trial_balance(std::string_view currency) const;

 private:
  using Index = std::unordered_map<std::string, std::vector<std::size_t>>;

  std::string id_;
  std::unordered_map<std::string, int> next_ids_;
  std::vector<SimContact> contacts_;
  std::unordered_map<std::string, std::size_t> contact_at_;
  Index contacts_by_number_;
  Index contacts_by_name_;
  std::vector<SimInvoice> invoices_;
  std::unordered_map<std::string, std::size_t> invoice_at_;
  Index invoices_by_number_;
  int last_number_ = 0;

 public:
  // Settings, as the fixture or a test sets them.
  std::string name;
  std::string base_currency = "USD";
  std::string country = "US";
  std::string windows_zone = "EASTERNSTANDARDTIME";
  TimeZone zone = TimeZone::utc();
  std::optional<Date> period_lock;
  std::optional<Date> year_lock;
  std::string tax_account;  // where tax that Xero computes goes
  std::vector<SimAccount> accounts;
  std::vector<SimTaxRate> tax_rates;
  std::vector<SimTracking> tracking;
  std::vector<SimItem> items;
  std::vector<std::pair<std::string, std::string>> currencies;  // code and description

  // How often a document was created under a number, and a contact under its number or name. A second
  // creation counts, whatever became of the first. Invoices sent without a number count under "(no number)
  // <reference>".
  std::map<std::string, int> invoices_created;
  std::map<std::string, int> contacts_created;
};

}  // namespace crosswalk::simulator::xero_sim
