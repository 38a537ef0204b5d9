// Manual journals: what is drafted, refused and believed.
#include "xero/journal_body.h"

#include <doctest/doctest.h>

#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;
using Kind = Outcome::Kind;

namespace {

constexpr const char* journal_id = "dddddddd-0000-4000-8000-000000000001";

xero::InvoiceLine line(const char* account, const char* amount, const char* tax = "NONE") {
  xero::InvoiceLine line;
  line.description = "Carried forward";
  line.amount = dec(amount);
  line.account = account;
  line.tax_type = tax;
  return line;
}

xero::Journal carried() {
  return {"WMS-1-C",
          "carried forward",
          day("2026-01-31"),
          usd("0").currency,
          {line("610", "68.35"), line("620", "-68.35")}};
}

std::string shown(const std::string& narration, const char* credit = "-68.35", const char* status = "POSTED",
                  const char* account = "620") {
  return R"({"ManualJournals":[{"ManualJournalID":")" + std::string(journal_id) + R"(","Narration":")" +
         narration + R"(","Status":")" + status +
         R"(","JournalLines":[{"AccountCode":"610","LineAmount":68.35},{"AccountCode":")" + account +
         R"(","LineAmount":)" + credit + "}]}]}";
}

std::string refused(const xero::Journal& journal, const xero::TaxRates& rates = {}) {
  const auto document = xero::journal_document(journal, rates);
  return document ? "" : document.error().text();
}

}  // namespace

TEST_CASE("a journal says its key first, and its total is what it debits") {
  const Document journal = xero::journal_document(carried(), {}).value();
  CHECK(journal.content ==
        R"({"Date":"2026-01-31","JournalLines":[)"
        R"({"AccountCode":"610","Description":"Carried forward","LineAmount":68.35,"TaxType":"NONE"},)"
        R"({"AccountCode":"620","Description":"Carried forward","LineAmount":-68.35,"TaxType":"NONE"}],)"
        R"("LineAmountTypes":"Exclusive","Narration":"WMS-1-C: carried forward","Status":"POSTED"})");
  CHECK(journal.total == usd("68.35"));
  CHECK(xero::closed_account_in(journal, {"090"}).empty());
  CHECK(says(xero::closed_account_in(journal, {"620"}), "on account 620, which Xero lets no journal touch"));
}

TEST_CASE("a journal that Xero would change or refuse is held") {
  xero::Journal journal = carried();
  journal.lines[1].amount = dec("-68.34");
  CHECK(says(refused(journal), "does not balance: its lines add up to 0.01 USD"));
  journal.lines.resize(1);
  CHECK(says(refused(journal), "needs two lines"));
  journal = carried();
  journal.lines[0].tax_type = "OUTPUT";
  CHECK(says(refused(journal), "not among the organisation's tax rates"));
  CHECK(says(refused(journal, {{"OUTPUT", dec("10")}}), "which adds tax"));
  CHECK(refused(journal, {{"OUTPUT", dec("0")}}).empty());
}

TEST_CASE("a journal is found by the key in its narration, and never taken for another") {
  Desk desk;
  const Document document = xero::journal_document(carried(), {}).value();
  const auto looked_up = [&](const std::string& body) {
    desk.xero.answers(200, body);
    desk.xero.answers(200, body);  // by its day, then among what changed since
    const std::size_t before = desk.xero.calls.size();
    const Outcome outcome = desk.ledger.check(attempt_of(desk.ledger, {document}, {}), desk.stop).at(0);
    if (desk.xero.calls.size() == before + 1) (void)desk.xero.call(desk.xero.calls.back(), desk.stop);
    return outcome;
  };
  const Outcome found = looked_up(shown("WMS-1-C: edited words"));
  CHECK(found.kind == Kind::posted);
  CHECK(found.receipt.outside_id == journal_id);
  CHECK(found.receipt.total == usd("68.35"));
  CHECK(says(desk.xero.calls.back().url, "/ManualJournals?where=Date%3E%3DDateTime%282026%2C1%2C31%29"));
  CHECK(looked_up(shown("WMS-1-C-2: carried forward")).kind == Kind::absent);
  CHECK(looked_up(shown("WMS-1-C: carried forward", "-68.35", "VOIDED")).kind == Kind::absent);
  CHECK(says(looked_up(shown("WMS-1-C: carried forward", "-68.35", "POSTED", "621")).reason,
             "a journal WMS-1-C stands in Xero with other lines"));
}

TEST_CASE("a line that Xero dropped with a warning shows in the receipt") {
  Desk desk;
  const Document document = xero::journal_document(carried(), {}).value();
  desk.xero.answers(200, R"({"ManualJournals":[]})");
  desk.xero.answers(200,
                    R"({"ManualJournals":[{"ManualJournalID":")" + std::string(journal_id) +
                        R"(","Narration":"WMS-1-C: carried forward","Status":"POSTED",)"
                        R"("JournalLines":[],"Warnings":[{"Message":"Account code '610' has been removed)"
                        R"( as it does not match a recognised account."}]}]})");
  const Outcome sent = desk.ledger.send(attempt_of(desk.ledger, {document}, {}), desk.stop).at(0);
  CHECK(sent.kind == Kind::posted);
  CHECK(sent.receipt.total == usd("0"));
}

TEST_CASE("a voided journal is looked up by its id") {
  Desk desk;
  Document standing = xero::journal_document(carried(), {}).value();
  const Document end = xero::journal_void(standing);
  CHECK(end.step == 2);
  CHECK(end.content == R"({"Narration":"WMS-1-C: carried forward","Status":"VOIDED"})");
  Receipts receipts;
  receipts.add(DocumentKind::journal, "WMS-1-C", {journal_id, "POSTED", {}, {}});
  const Attempt attempt = attempt_of(desk.ledger, {end}, receipts);
  CHECK(attempt.request.method == "POST");
  CHECK(
      says(attempt.request.body, R"({"ManualJournalID":"dddddddd-0000-4000-8000-000000000001","Narration")"));
  desk.xero.answers(200, shown("WMS-1-C: carried forward"));
  CHECK(desk.ledger.check(attempt, desk.stop).at(0).kind == Kind::absent);
  desk.xero.answers(200, shown("WMS-1-C: carried forward", "-68.35", "VOIDED"));
  CHECK(desk.ledger.check(attempt, desk.stop).at(0).kind == Kind::posted);
}
