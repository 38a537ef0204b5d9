// Xero's stand-in with a ledger to it, and short ways to book something. One thread.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/virtual_clock.h"
#include "simulator/xero_service.h"
#include "xero/contact.h"
#include "xero/invoice_body.h"
#include "xero/journal_body.h"
#include "xero/ledger.h"
#include "xero/money_body.h"

namespace crosswalk::tests {

inline const Instant start = Instant::parse("2026-02-10T12:00:00Z").value();

// No limits: they are tested with the connectors.
class OpenBudget final : public Budget {
 public:
  Result<Instant> take(const BucketLimit& /*limit*/, Instant now) override { return now; }
  Result<void> pause(std::string_view /*bucket*/, Instant /*until*/) override { return {}; }
  Result<void> observe(const BucketLimit& /*limit*/, double /*left*/, Instant /*now*/) override { return {}; }
};

// Xero's stand-in with a ledger to it.
struct Books {
  VirtualClock clock{start};
  simulator::XeroService service{clock, {{"MUG-BLU", "Mug"}}};
  simulator::InProcess network;
  OpenBudget budget;
  explicit Books(xero::Settings with = settings()) : its_settings(std::move(with)) {}
  xero::Settings its_settings;
  xero::XeroLedger ledger{its_settings, mounted(), budget, clock, [] { return 0.5; }};

  simulator::InProcess& mounted() {
    network.mount("xero.test", service);
    // Whoever looks up waits before; here time stands still.
    auto switches = service.switches();
    switches.list_lag = Millis(0);
    service.set_switches(switches);
    return network;
  }
  static xero::Settings settings() {
    xero::Settings settings;
    settings.pair = "us";
    settings.client_id = simulator::XeroService::client_id;
    settings.client_secret = Secret(std::string(simulator::XeroService::client_secret));
    settings.api_url = "https://xero.test";
    settings.identity_url = "https://xero.test";
    settings.clearing_account = "090";
    settings.create_items = {xero::ItemField::name, xero::ItemField::sales_account};
    settings.update_items = {xero::ItemField::name};
    settings.create_tracking = true;
    settings.attach_settlements = true;
    return settings;
  }
  static std::string order_id(int n) { return std::to_string(108'800'000'000'000 + n); }
  // An entry of `amount` dollars, debit positive, on account `account`; empty: a counter-entry.
  static Entry entry(EntryRole role, int amount, const std::string& account = {}) {
    Entry entry;
    entry.role = role;
    entry.state = UnitState::shipped;
    entry.date = Date::parse("2026-02-09").value();
    entry.amount = {Decimal::whole(amount), Currency::parse("USD").value()};
    entry.quantity = Decimal::whole(1);
    if (account.empty()) return entry;
    entry.order_line = "1";
    entry.line_key = "1/0-1/PRODUCT:ItemPrice/amount";
    entry.line_class = LineClass::product;
    entry.description = "Mug";
    entry.answers.account = {account, {"rules/account.lua", 1}};
    entry.answers.tax = {"NONE", {"rules/tax.lua", 1}};
    return entry;
  }
  static Entries entries(RecordKind kind, std::string id, std::vector<Entry> list) {
    Entries entries;
    entries.record = {"us", kind, std::move(id)};
    entries.currency = Currency::parse("USD").value();
    entries.contact = "Walmart Marketplace US";
    entries.entries = std::move(list);
    return entries;
  }
  // What the ledger drafts for them, in the order that they may be sent.
  std::vector<Document> drafts(const Entries& entries) const {
    auto drafting = ledger.draft(entries, {});
    REQUIRE(drafting.ok());
    REQUIRE_MESSAGE(drafting->hold.empty(), drafting->hold);
    for (auto& document : drafting->documents) document.pair = "us";
    return drafting->documents;
  }
  static Document only(const std::vector<Document>& documents, DocumentKind kind) {
    for (const auto& document : documents)
      if (document.kind == kind) return document;
    FAIL("no " << name_of(kind) << " was drafted");
    return {};
  }
  // An order over `n` dollars, paid at once or not.
  std::vector<Document> order(int n, bool paid = false) const {
    std::vector<Entry> list = {entry(EntryRole::placed, -n, "200"), entry(EntryRole::receivable, n)};
    if (paid) {
      list.push_back(entry(EntryRole::receivable, -n));
      list.push_back(entry(EntryRole::clearing, n));
    }
    return drafts(entries(RecordKind::order, order_id(n), std::move(list)));
  }
  // The contact of the n-th buyer, who gives an address of their own or does not.
  static Document buyer(int n, bool reachable) {
    Buyer buyer{"Rosa Example " + std::to_string(n), {}};
    if (reachable) buyer.email = "rosa" + std::to_string(n) + "@example.com";
    return xero::contact_document(settings(), std::string(buyer_contact) + std::to_string(n), buyer).value();
  }
  // One dollar of it comes back: out of clearing, or onto the invoice.
  std::vector<Document> refund(int n, bool from_clearing) const {
    std::vector<Entry> list = {entry(EntryRole::placed, 1, "230"), entry(EntryRole::receivable, -1)};
    if (from_clearing) {
      list.push_back(entry(EntryRole::receivable, 1));
      list.push_back(entry(EntryRole::clearing, -1));
    }
    for (auto& each : list) {
      each.refund = "RMA" + std::to_string(n) + "-1";
      each.purchase_order = order_id(n);
    }
    return drafts(entries(RecordKind::return_order, "RMA" + std::to_string(n), std::move(list)));
  }
  std::vector<Document> settlement(int n) const {
    Entry fee = entry(EntryRole::placed, n, "405");
    Entry payout = entry(EntryRole::placed, 10 * n, "091");
    payout.line_class = LineClass::deposit;
    return drafts(entries(RecordKind::settlement, "2026-02-06." + std::to_string(n),
                          {fee, payout, entry(EntryRole::clearing, -11 * n)}));
  }
  // An order that names an item and a tracking option, which the rules let be made.
  Entries catalogued(int n, const std::string& item, const std::string& option,
                     const std::string& word = "create") const {
    Entry sold = entry(EntryRole::placed, -n, "200");
    sold.answers.item = {item, {"rules/item.lua", 1}};
    sold.answers.tracking = {{"Channel", option, {"rules/tracking.lua", 1}}};
    sold.answers.catalogue = {word, {"rules/catalogue.lua", 1}};
    return entries(RecordKind::order, order_id(n), {sold, entry(EntryRole::receivable, n)});
  }
  // On the invoice of that number.
  int notes_on(const std::string& number) const {
    int count = 0;
    const auto invoice = service.invoice(number);
    for (const auto& note : service.notes())
      if (invoice && note.target_id == invoice->id) ++count;
    return count;
  }
  // One line on `account`; a debit is positive.
  static xero::InvoiceLine line(int amount, const std::string& account) {
    xero::InvoiceLine line;
    line.description = "Storage";
    line.quantity = Decimal::whole(1);
    line.unit = line.amount = Decimal::whole(amount);
    line.account = account;
    line.tax_type = "NONE";
    return line;
  }
  // What the market charges more than it owes, over `n` dollars; paid from clearing or not.
  static std::vector<Document> bill(int n, bool paid = false) {
    const Date date = Date::parse("2026-02-09").value();
    const Money total{Decimal::whole(n), Currency::parse("USD").value()};
    xero::Invoice invoice{"WMS-" + std::to_string(n), {}, date, true, total.currency, {line(n, "405")}};
    invoice.form = xero::InvoiceForm::bill;
    Document bill;
    bill.pair = "us";
    bill.kind = DocumentKind::bill;
    bill.key = invoice.number;
    bill.content = xero::text_of(invoice);
    bill.depends_on = {{DocumentKind::contact, "Walmart Marketplace US"}};
    bill.total = total;
    bill.date = date;
    std::vector<Document> documents = {bill};
    if (!paid) return documents;
    Document payment = bill;
    payment.kind = DocumentKind::payment;
    payment.content = xero::payment_text("090", total.amount, date, bill.key);
    payment.depends_on = {{DocumentKind::bill, bill.key}};
    documents.push_back(payment);
    return documents;
  }
  static Document journal(int n) {
    Document journal = xero::journal_document({"WMS-" + std::to_string(n) + "-C",
                                               "carried forward",
                                               Date::parse("2026-02-09").value(),
                                               Currency::parse("USD").value(),
                                               {line(n, "125"), line(-n, "405")}},
                                              {})
                           .value();
    journal.pair = "us";
    return journal;
  }
  // Sends those of `kinds`, one after the other, and keeps their receipts.
  void post(const std::vector<Document>& documents, std::initializer_list<DocumentKind> kinds) {
    for (const auto& document : documents) {
      if (std::find(kinds.begin(), kinds.end(), document.kind) == kinds.end()) continue;
      if (receipts.find(document.kind, document.key) != nullptr) continue;
      Attempt attempt;
      attempt.id = std::string(name_of(document.kind)) + " " + document.key;
      attempt.members = {document};
      attempt.request = ledger.freeze(attempt.id, attempt.members, receipts).value();
      const auto outcomes = ledger.send(attempt, {});
      REQUIRE_MESSAGE(outcomes.at(0).kind == Outcome::Kind::posted, outcomes.at(0).reason);
      receipts.add(document.kind, document.key, outcomes[0].receipt);
    }
  }
  Receipts receipts;
};

}  // namespace crosswalk::tests
