// XeroOrganisation: one tenant's books: settings, contacts, documents, and what was counted on the way. It
// keeps data and finds it again; whether a request is allowed is decided by the planners (xero_…_plan.h).
// Not thread-safe: XeroService locks.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/date.h"
#include "simulator/xero_body.h"
#include "simulator/xero_movements.h"
#include "simulator/xero_shelf.h"

namespace crosswalk::simulator::xero_sim {

// The lists of documents that have line items.
enum class SimList { invoices, credit_notes, bank_transactions };
// By the document's type: ACCREC, SPEND, …
SimList list_of(const SimInvoice& document);

class XeroOrganisation {
 public:
  // `id` is the tenant id; every id in the organisation derives from it, so that runs repeat.
  XeroOrganisation(std::string id, std::string called) : id_(std::move(id)), name(std::move(called)) {}

  const std::string& id() const { return id_; }
  // The next id of that kind: the same sequence in every run.
  std::string new_id(std::string_view kind);

  const SimAccount* account(std::string_view code) const;
  const SimAccount* account_by_id(std::string_view id) const;
  // The account that {"AccountID": …} or {"Code": …} names.
  const SimAccount* account_in(const BodyValue& named) const;
  // Of that SystemAccount, by code; the word itself where there is none.
  std::string system_account(std::string_view system) const;
  const SimTaxRate* tax_rate(std::string_view type) const;
  const SimItem* item(std::string_view code) const;
  SimItem* item(std::string_view code);
  bool subscribed(std::string_view currency) const;

  const std::vector<SimContact>& contacts() const { return contacts_; }
  SimContact* contact(std::string_view id);
  const SimContact* contact(std::string_view id) const;
  const SimContact* contact_numbered(std::string_view number) const;  // of any status
  // The active one of that name, without case; else an archived one.
  const SimContact* contact_named(std::string_view wanted) const;
  // Adds it, or replaces the one with its id.
  void store(SimContact contact);

  const std::vector<SimInvoice>& all(SimList list) const { return shelf(list).all(); }
  const SimInvoice* document(SimList list, std::string_view id) const { return shelf(list).find(id); }
  // The sales invoice or credit note of that number, without case: a live one before voided or deleted ones.
  // Bills share numbers freely and are never found by them.
  const SimInvoice* numbered(SimList list, std::string_view number) const {
    return shelf(list).numbered(number);
  }
  const std::vector<SimInvoice>& invoices() const { return all(SimList::invoices); }
  const SimInvoice* invoice(std::string_view id) const { return document(SimList::invoices, id); }
  const SimInvoice* invoice_numbered(std::string_view number) const {
    return numbered(SimList::invoices, number);
  }
  // Adds it, or replaces the one with its id, on the list of its type. `by_payment`: only money came or went.
  void store(SimInvoice document, bool by_payment = false);
  std::string next_number(SimList list);  // "INV-0001", "CN-0001"

  bool has_attachments(std::string_view target_id) const;

  // Counts a document of `resource` ("Payments") that was created under `key`.
  void count_created(const std::string& resource, const std::string& key) { ++created_[resource][key]; }
  const std::map<std::string, std::map<std::string, int>>& created() const { return created_; }

 private:
  using Index = std::unordered_map<std::string, std::vector<std::size_t>>;

  std::string id_;
  std::unordered_map<std::string, int> next_ids_;
  std::vector<SimContact> contacts_;
  std::unordered_map<std::string, std::size_t> contact_at_;
  Index contacts_by_number_;
  Index contacts_by_name_;
  const XeroShelf<SimInvoice>& shelf(SimList list) const {
    return documents_.at(static_cast<std::size_t>(list));
  }
  std::array<XeroShelf<SimInvoice>, 3> documents_;  // by SimList
  std::map<SimList, int> last_numbers_;
  std::map<std::string, std::map<std::string, int>> created_;

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
  // What one unit of the base currency was worth in a currency: Xero's day rates. Each holds until the next.
  std::map<std::string, std::map<Date, Decimal>> day_rates;

  // 1 where none is known, and for the base currency.
  Decimal day_rate(const std::string& currency, Date day) const;

  // What has no line items.
  XeroShelf<SimPayment> payments;
  XeroShelf<SimBatch> batches;
  XeroShelf<SimTransfer> transfers;
  XeroShelf<SimJournal> journals;
  std::vector<SimNote> notes;
  std::vector<SimAttachment> attachments;
  std::vector<SimEvent> events;  // that nobody has fetched for webhooks yet

  // How often a contact was created under its number or name. A second creation counts, whatever became of
  // the first; so it does for documents, in `created`.
  std::map<std::string, int> contacts_created;
};

}  // namespace crosswalk::simulator::xero_sim
