// Every kind of request that leaves the house, written to the file that CROSSWALK_REQUESTS names, one JSON
// object a line, for `.ci/requests` to hold against Xero's own description of its API. Without the variable
// it only checks that each kind is there.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <set>

#include "base/json_tree.h"
#include "support.h"
#include "xero/invoice_body.h"
#include "xero/journal_body.h"

using namespace crosswalk;
using namespace crosswalk::test;

namespace {

constexpr const char* some_id = "11111111-0000-4000-8000-000000000001";

// Counter-entries that pay what the entry books.
void add(Entries& entries, Entry entry) {
  Entry owed = entry;
  owed.role = EntryRole::receivable;
  owed.answers = {};
  Entry money = owed;
  owed.amount = owed.amount.negated();
  entries.entries.push_back(entry);
  entries.entries.push_back(owed);
  entries.entries.push_back(owed);
  entries.entries.back().amount = entry.amount;
  money.role = EntryRole::clearing;
  money.amount = entry.amount.negated();
  entries.entries.push_back(money);
}

xero::InvoiceLine line(const char* account, const char* amount) {
  xero::InvoiceLine line;
  line.description = "Storage";
  line.quantity = dec("1");
  line.unit = line.amount = dec(amount);
  line.account = account;
  line.tax_type = "NONE";
  line.tracking = {{"Channel", "Walmart US"}};
  return line;
}

Document bill() {
  xero::Invoice invoice{"WMS-1", {}, day("2026-02-09"), true, usd("0").currency, {line("405", "7.50")}};
  invoice.form = xero::InvoiceForm::bill;
  Document bill;
  bill.kind = DocumentKind::bill;
  bill.key = invoice.number;
  bill.content = xero::text_of(invoice);
  bill.depends_on = {{DocumentKind::contact, "Walmart Marketplace US"}};
  return bill;
}

Document journal() {
  return xero::journal_document({"WMS-1-C",
                                 "carried forward",
                                 day("2026-01-31"),
                                 usd("0").currency,
                                 {line("610", "7.50"), line("620", "-7.50")}},
                                {})
      .value();
}

std::vector<Document> every_kind(const Desk& desk) {
  std::vector<Document> all;
  const auto take = [&](const Entries& entries) {
    const Drafting drafting = desk.ledger.draft(entries, {}).value();
    REQUIRE_MESSAGE(drafting.hold.empty(), drafting.hold);
    all.insert(all.end(), drafting.documents.begin(), drafting.documents.end());
  };
  Entry sold = sale("1", UnitState::shipped, "2026-01-30", "49.98", "2");
  sold.answers.item = {"SKU-MUG", {"rules/item.lua", 2}};
  sold.answers.tracking = {{"Channel", "Walmart US", {"rules/tracking.lua", 3}}};
  Entries entries = order();
  add(entries, sold);
  take(entries);
  Entry back = sale("1", UnitState::shipped, "2026-02-03", "-24.99");
  back.refund = "RMA7-1";
  back.purchase_order = "4812345678901";
  entries.record = {"us", RecordKind::return_order, "RMA7"};
  entries.entries.clear();
  add(entries, back);
  take(entries);
  entries.entries.resize(1);  // without clearing: onto the invoice
  take(entries);
  Entry fee = sale("", UnitState::shipped, "2026-02-03", "-7.50");
  Entry payout = sale("", UnitState::shipped, "2026-02-10", "-68.35");
  payout.line_class = LineClass::deposit;
  entries.record = {"us", RecordKind::settlement, "2026-02-06"};
  entries.entries = {fee, payout};
  take(entries);
  Entry listed = sale("1", UnitState::shipped, "2026-01-30", "24.99");
  listed.answers.item = {"LAMP", {"rules/item.lua", 2}};
  listed.answers.tracking = {{"Channel", "Outlet", {"rules/tracking.lua", 3}}};
  listed.answers.catalogue = {"update", {"rules/catalogue.lua", 1}};
  entries = order();
  entries.entries = {listed};
  take(entries);
  entries.entries[0].answers.item.value = "MUG";
  entries.entries[0].description = "Mug, blue";
  take(entries);
  all.push_back(bill());
  all.push_back(journal());
  // In a currency with a rate of its own, for a buyer with an address, as a draft, and money that comes.
  entries = order(BookMode::created);
  entries.contact = "buyer:0123456789abcdef0123456789abcdef";
  entries.buyer = {"Jane Doe", "jane@example.com"};
  entries.rates = {{day("2026-01-28"), dec("1.35")}, {day("2026-01-30"), dec("1.36")}};
  entries.entries = {sale("1", UnitState::open, "2026-01-28", "24.99")};
  take(entries);
  entries = order();
  entries.rates = {{day("2026-01-30"), dec("1.36")}};
  add(entries, sale("1", UnitState::shipped, "2026-01-30", "24.99"));
  take(entries);
  entries.record = {"us", RecordKind::settlement, "2026-02-20"};
  entries.entries = {sale("", UnitState::shipped, "2026-02-17", "7.50")};
  take(entries);
  return all;
}

// What becomes of the first documents later.
std::vector<Document> changes(const std::vector<Document>& documents) {
  std::vector<Document> all;
  for (Document document : documents) {
    document.step = 2;
    if (document.kind == DocumentKind::credit_note) {
      document.operation = Operation::update;
      document.content = R"({"CreditNoteNumber":")" + document.key + R"(~V1"})";
      document.depends_on.clear();
      all.push_back(document);
      document.operation = Operation::annul;
      document.content = R"({"CreditNoteNumber":")" + document.key + R"(~V1","Status":"VOIDED"})";
      all.push_back(document);
    }
    if (document.kind == DocumentKind::journal) all.push_back(xero::journal_void(document));
    if (document.kind == DocumentKind::bill) {
      document.operation = Operation::annul;
      document.content = R"({"InvoiceNumber":"WMS-1~V1","Status":"VOIDED"})";
      document.depends_on.clear();
      all.push_back(document);
    }
    if (document.kind == DocumentKind::invoice) {
      document.operation = Operation::update;
      all.push_back(document);
      document.operation = Operation::annul;
      document.content = R"({"InvoiceNumber":"WM-4812345678901","Status":"VOIDED"})";
      document.depends_on.clear();
      all.push_back(document);
      document.content = R"({"InvoiceNumber":"WM-4812345678901","Status":"DELETED"})";
      all.push_back(document);
    }
    if (document.kind == DocumentKind::payment) {
      document.operation = Operation::remove;
      document.content = R"({"Status":"DELETED"})";
      all.push_back(document);
    }
  }
  return all;
}

}  // namespace

TEST_CASE("every kind of document becomes a request") {
  xero::Settings settings = Desk::settings();
  settings.clearing_account = "090";
  settings.notes = true;
  settings.create_items =
      settings.update_items = {xero::ItemField::name, xero::ItemField::description,
                               xero::ItemField::sales_account, xero::ItemField::sales_tax};
  settings.create_tracking = true;
  Desk desk(settings);
  Reference reference;
  reference.tax_types = {{"NONE", "Exempt", true, true, {}}};
  reference.categories = {{some_id, "Channel", true}};
  reference.items = {{"MUG", "Mug", {}, dec("24.99"), {}, some_id}};
  desk.ledger.use(reference);
  std::vector<Document> documents = every_kind(desk);
  const auto later = changes(documents);
  documents.insert(documents.end(), later.begin(), later.end());
  Receipts receipts;
  for (const auto& document : documents) {
    receipts.add(document.kind, document.key, {some_id, "AUTHORISED", {}, {}});
    for (const auto& needed : document.depends_on)
      receipts.add(needed.kind, needed.key, {some_id, "AUTHORISED", {}, {}});
  }
  std::ofstream file;
  if (const char* path = std::getenv("CROSSWALK_REQUESTS")) file.open(path);
  std::set<std::string> kinds;
  for (const auto& document : documents) {
    const auto request = desk.ledger.freeze("a1", std::vector{document}, receipts);
    REQUIRE_MESSAGE(request.ok(), document.key);
    kinds.insert(request->method + " " + std::string(name_of(document.kind)));
    if (file.is_open())
      file << to_text(Json{{"method", request->method}, {"path", request->path}, {"body", request->body}})
           << "\n";
  }
  // Several payments, where they go out in batches.
  settings.batch_payments = true;
  Desk batching(settings);
  std::vector<Document> payments;
  for (const auto& document : documents)
    if (payments.empty() && document.kind == DocumentKind::payment && document.operation == Operation::create)
      payments.insert(payments.end(), 2, document);
  payments.back().key += "-2";
  payments.back().content.insert(payments.back().content.rfind('"'), "-2");
  const auto batch = batching.ledger.freeze("a1", payments, receipts).value();
  kinds.insert(batch.method + " batch payment");
  if (file.is_open())
    file << to_text(Json{{"method", batch.method}, {"path", batch.path}, {"body", batch.body}}) << "\n";
  CHECK(batch.path == "/api.xro/2.0/BatchPayments?summarizeErrors=false");
  CHECK(batch.body == R"({"BatchPayments":[{"Account":{"Code":"090"},"Date":"2026-01-30","Payments":[)"
                      R"({"Amount":49.98,"Invoice":{"InvoiceID":"11111111-0000-4000-8000-000000000001"},)"
                      R"("Reference":"WM-4812345678901"},{"Amount":49.98,"Invoice":{"InvoiceID":)"
                      R"("11111111-0000-4000-8000-000000000001"},"Reference":"WM-4812345678901-2"}],)"
                      R"("Reference":"WM-4812345678901 +1"}]})");
  // A batch has no place for a payment's own rate.
  payments.back().content.insert(1, R"("CurrencyRate":1.35,)");
  CHECK(batching.ledger.freeze("a1", payments, receipts)->path ==
        "/api.xro/2.0/Payments?summarizeErrors=false");
  CHECK(kinds == std::set<std::string>{
                     "POST bill",         "POST credit_note",  "POST invoice",   "POST item",
                     "POST journal",      "POST payment",      "PUT allocation", "PUT bank_transaction",
                     "PUT bank_transfer", "PUT batch payment", "PUT bill",       "PUT contact",
                     "PUT credit_note",   "PUT invoice",       "PUT item",       "PUT journal",
                     "PUT note",          "PUT payment",       "PUT refund",     "PUT tracking_option"});
}
