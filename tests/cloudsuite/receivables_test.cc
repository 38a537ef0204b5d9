// Which rows become invoices and credit memos, and how they are spelled.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "cloudsuite/draft.h"
#include "cloudsuite/entries_of.h"
#include "cloudsuite/freeze.h"
#include "cloudsuite/landmark_receivables.h"

using namespace crosswalk;
using namespace crosswalk::cloudsuite;
using namespace crosswalk::tests;

namespace {

Settings settings() {
  Settings made = plain_settings();
  made.receivable_account = "610";
  made.books_receivables = true;
  made.receivables.company = "1000";
  return made;
}

// Sold for 54.10 with withheld tax, and 20.00 of it given back on the same day; both settled at once.
Entries example() {
  Entries made =
      order_of({entry(EntryRole::placed, "-49.98", "200", "1"), entry(EntryRole::placed, "-4.12", "820", "1"),
                entry(EntryRole::mirror, "4.12", "820", "1"), entry(EntryRole::placed, "-4.12", "210", "1"),
                entry(EntryRole::receivable, "54.10"), entry(EntryRole::receivable, "-54.10"),
                entry(EntryRole::clearing, "54.10")});
  for (Entry each : {entry(EntryRole::placed, "20", "230", "1"), entry(EntryRole::receivable, "-20"),
                     entry(EntryRole::receivable, "20"), entry(EntryRole::clearing, "-20")}) {
    each.refund = "4812345678901-R1";
    made.entries.push_back(each);
  }
  return made;
}

std::vector<Document> drafted(const Entries& entries, const Posted& posted = {},
                              const Settings& with = settings()) {
  const auto drafting = draft(entries, posted, with);
  REQUIRE(drafting.ok());
  REQUIRE_MESSAGE(drafting->hold.empty(), drafting->hold);
  return drafting->documents;
}

Standing standing(Document document, DocumentState state = DocumentState::posted) {
  document.state = state;
  document.id = document.step;
  return {document, {}};
}

}  // namespace

TEST_CASE("what is sold and what is given back on one day are an invoice and a credit memo") {
  const auto documents = drafted(example());
  REQUIRE(documents.size() == 3);
  CHECK(documents[0].kind == DocumentKind::receivable);
  CHECK(documents[0].total->text() == "54.10 USD");
  CHECK(documents[1].kind == DocumentKind::receivable);
  CHECK(documents[1].step == 2);
  CHECK(documents[1].total->text() == "-20.00 USD");
  CHECK(documents[2].kind == DocumentKind::gl_run_group);
  CHECK(documents[2].total->text() == "0.00 USD");
  const auto rows = parse_json(documents[2].content, "content").value()["Rows"];
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["AccountCode"] == "610");
  CHECK(rows[0]["TransactionAmount"] == "-34.10");
  CHECK(rows[1]["AccountCode"] == "090");
  CHECK(rows[1]["TransactionAmount"] == "34.10");
}

TEST_CASE("where receivables book on the clearing account itself nothing is left for the ledger") {
  Settings with = settings();
  with.receivable_account = with.clearing_account;
  const auto documents = drafted(example(), {}, with);
  REQUIRE(documents.size() == 2);
  CHECK(documents[1].kind == DocumentKind::receivable);
}

TEST_CASE("a settlement, and what comes to nothing, stays in the general ledger") {
  Entries entries = example();
  entries.entries = {entry(EntryRole::placed, "-5", "200", "1"), entry(EntryRole::placed, "5", "215", "1")};
  auto documents = drafted(entries);
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].kind == DocumentKind::gl_run_group);
  CHECK(freeze(settings(), "a1", documents).value().body.find("Customer") == std::string::npos);

  entries.record = {"us", RecordKind::settlement, "2026-02-06"};
  entries.entries = {entry(EntryRole::placed, "6.25", "410"), entry(EntryRole::clearing, "-6.25")};
  documents = drafted(entries);
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].kind == DocumentKind::gl_run_group);
}

TEST_CASE("what waits to be sent stays where it says just what is wanted, and goes where it does not") {
  Posted waiting;
  for (const Document& document : drafted(example()))
    waiting.push_back(standing(document, DocumentState::drafted));
  CHECK(drafted(example(), waiting).empty());
  Entries changed = example();
  changed.entries[0].answers.account.value = "201";
  const auto drafting = draft(changed, waiting, settings()).value();
  CHECK(drafting.withdraw.size() == 3);
  REQUIRE(drafting.documents.size() == 3);
  CHECK(drafting.documents[1].step == 2);
}

TEST_CASE("a record goes on where it was begun, and not past what it stands in") {
  Settings ledger = settings();
  ledger.books_receivables = false;
  Entries less = example();
  less.entries.resize(7);
  Entries more = example();
  const Posted in_ledger = {standing(drafted(less, {}, ledger).at(0))};
  const auto later = drafted(more, in_ledger);
  REQUIRE(later.size() == 1);
  CHECK(later[0].kind == DocumentKind::gl_run_group);
  Posted in_receivables;
  for (const Document& document : drafted(less)) in_receivables.push_back(standing(document));
  CHECK(draft(more, in_receivables, ledger).value().hold.find("stands in receivables") != std::string::npos);
}

TEST_CASE("what stands for the orders of a return is none of the return's") {
  Entries back = example();
  back.record = {"us", RecordKind::return_order, "104900000010011001"};
  back.entries.erase(back.entries.begin(), back.entries.begin() + 7);
  Document order = drafted(example()).at(0);
  order.content.clear();
  const auto documents = drafted(back, {standing(order)});
  CHECK(documents.at(0).key == "WMR-104900000010011001");
  CHECK(documents.at(0).step == 1);
}

TEST_CASE("a contact that is no customer's code is held") {
  Entries entries = example();
  entries.contact = "Somebody Whose Name Is Long";
  CHECK(
      draft(entries, {}, settings()).value().hold ==
      "the contact \"Somebody Whose Name Is Long\" is no code of a customer, which takes 1 to 15 characters; "
      "give it one under cloudsuite.customer_codes");
}

TEST_CASE("a number says its record as long as the tenant's numbers let it") {
  Document document = drafted(example()).at(0);
  CHECK(receivable_number(document, settings()) == "WM-4812345678901");
  document.step = 2;
  CHECK(receivable_number(document, settings()) == "WM-4812345678901-2");
  document.key = "WMR-us-104900000010011001";
  document.record = RecordKey{"us", RecordKind::return_order, "104900000010011001"};
  const std::string number = receivable_number(document, settings());
  CHECK(number.size() == 22);
  CHECK(number.starts_with("WMR-US-"));
  CHECK(number.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == std::string::npos);
  document.step = 3;
  CHECK(receivable_number(document, settings()) != number);
}

TEST_CASE("an attempt is one run group of three batches, in the tenant's own names, and reads itself back") {
  Settings with = settings();
  with.receivables.names.invoices = "OwnImport";
  with.receivables.names.amount = "DocumentAmount";
  with.receivables.credits_negative = true;
  const LandmarkReceivables receivables(with);
  auto documents = drafted(example(), {}, with);
  documents.pop_back();
  Attempt attempt;
  attempt.members = documents;
  attempt.request = receivables.freeze("a1", documents).value();
  const auto sent = receivables.sent_by(attempt).value();
  CHECK(sent.run_group == run_group_of(with, "a1"));
  REQUIRE(sent.batches.size() == 3);
  CHECK(sent.batches[0].path == "/classes/OwnImport/actions/Create/batch?_maxFailures=-1");
  CHECK(sent.batches[0].rows == 2);
  CHECK(sent.batches[2].rows == 5);
  CHECK(sent.keys.size() == 12);
  const auto heads = parse_json(sent.batches[0].body, "heads").value()["_records"];
  CHECK(to_text(heads[1]["_fields"]) ==
        R"({"Company":"1000","CurrencyCode":"USD","Customer":"WALMART","Description":"WM-4812345678901:2",)"
        R"("DocumentAmount":"-20.00","FinanceEnterpriseGroup":"1","Invoice":"WM-4812345678901-2",)"
        R"("InvoiceDate":"20260128","InvoiceType":"C","PostingDate":"20260130","Reference":"4812345678901",)"
        R"("RunGroup":")" +
            sent.run_group + R"("})");
  const auto rows = parse_json(sent.batches[2].body, "distributions").value()["_records"];
  CHECK(rows[0]["_fields"]["DocumentAmount"] == "49.98");
  CHECK(rows[0]["_fields"]["AccountCode"] == "200");
  CHECK(rows[0]["_fields"]["FinanceDimension1"] == "WALMART-US");
  CHECK(rows[2]["_fields"]["DocumentAmount"] == "-4.12");
  CHECK(rows[4]["_fields"]["DocumentAmount"] == "-20.00");
  const auto& invoice = sent.of(documents[0]);
  CHECK(invoice.number == "WM-4812345678901");
  CHECK(invoice.total.text(2) == "54.10");
  CHECK(invoice.net.text(2) == "-54.10");
  CHECK(invoice.postings == 4);
  CHECK(invoice.sequence.size() == 9);
}
