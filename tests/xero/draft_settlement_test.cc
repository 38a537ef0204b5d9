// Settlements: bank transactions on clearing, transfers, and what a later visit adds.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;

namespace {

xero::Settings paying() {
  xero::Settings settings = Desk::settings();
  settings.clearing_account = "090";
  return settings;
}

// A row; positive: clearing gets it.
Entry row(int number, const char* date, const char* amount, const char* account, const char* words,
          LineClass line_class = LineClass::fee) {
  Entry entry = sale("", UnitState::shipped, date, amount);
  entry.line_key = "row/" + std::to_string(number);
  entry.line_class = line_class;
  entry.description = words;
  entry.answers.account.value = account;
  return entry;
}

Entries settled(std::vector<Entry> rows) {
  Entries entries = order();
  entries.record = {"us", RecordKind::settlement, "2026-02-06"};
  entries.entries = std::move(rows);
  for (std::size_t i = 0, n = entries.entries.size(); i < n; ++i) {
    Entry money = entries.entries[i];
    money.role = EntryRole::clearing;
    money.amount = money.amount.negated();
    money.answers = {};
    entries.entries.push_back(money);
  }
  return entries;
}

}  // namespace

TEST_CASE("the rows of a posted date become one bank transaction, equal ones one line") {
  Desk desk(paying());
  const Drafting drafting = desk.ledger
                                .draft(settled({row(1, "2026-01-30", "-7.50", "405", "Commission"),
                                                row(2, "2026-01-30", "-12.90", "405", "Commission"),
                                                row(3, "2026-01-30", "-6.25", "410", "Advertising"),
                                                row(4, "2026-02-03", "3.75", "405", "Commission")}),
                                       {})
                                .value();
  REQUIRE(drafting.documents.size() == 3);
  CHECK(drafting.documents[0].kind == DocumentKind::contact);
  const Document& spent = drafting.documents[1];
  CHECK(spent.kind == DocumentKind::bank_transaction);
  CHECK(spent.key == "WMS-2026-02-06-20260130-S");
  CHECK(spent.total == usd("26.65"));
  CHECK(spent.date == day("2026-01-30"));
  CHECK(spent.depends_on == std::vector<Dependency>{{DocumentKind::contact, "Walmart Marketplace US"}});
  CHECK(
      spent.content ==
      R"({"BankAccount":{"Code":"090"},"Date":"2026-01-30","LineAmountTypes":"Exclusive","LineItems":[)"
      R"({"AccountCode":"405","Description":"Commission","Quantity":1,"TaxType":"NONE","UnitAmount":20.40},)"
      R"({"AccountCode":"410","Description":"Advertising","Quantity":1,"TaxType":"NONE","UnitAmount":6.25}],)"
      R"("Reference":"WMS-2026-02-06-20260130-S","Status":"AUTHORISED","Type":"SPEND"})");
  const Document& received = drafting.documents[2];
  CHECK(received.key == "WMS-2026-02-06-20260203-R");
  CHECK(received.total == usd("3.75"));
  CHECK(says(received.content, R"("UnitAmount":3.75)"));
}

TEST_CASE("a date whose rows cancel out is booked in both directions") {
  Desk desk(paying());
  const Drafting drafting = desk.ledger
                                .draft(settled({row(1, "2026-01-30", "-5.00", "405", "Commission"),
                                                row(2, "2026-01-30", "5.00", "420", "Correction")}),
                                       {})
                                .value();
  REQUIRE(drafting.documents.size() == 3);
  CHECK(drafting.documents[1].key == "WMS-2026-02-06-20260130-R");
  CHECK(drafting.documents[2].key == "WMS-2026-02-06-20260130-S");
  CHECK(drafting.documents[1].total == usd("5.00"));
  CHECK(drafting.documents[2].total == usd("5.00"));
}

TEST_CASE("a payout is a transfer to the account that the rule names, one that comes back the other way") {
  Desk desk(paying());
  const Drafting drafting =
      desk.ledger
          .draft(settled({row(1, "2026-02-10", "-68.35", "091", "Payout", LineClass::deposit),
                          row(2, "2026-02-10", "1.00", "091", "Payout", LineClass::deposit)}),
                 {})
          .value();
  REQUIRE(drafting.documents.size() == 2);
  CHECK(drafting.documents[0].kind == DocumentKind::bank_transfer);
  CHECK(drafting.documents[0].key == "WMS-2026-02-06-T-20260210");
  CHECK(drafting.documents[0].content ==
        R"({"Amount":68.35,"Date":"2026-02-10","FromBankAccount":{"Code":"090"},)"
        R"("Reference":"WMS-2026-02-06-T-20260210","ToBankAccount":{"Code":"091"}})");
  CHECK(drafting.documents[1].key == "WMS-2026-02-06-T-20260210-2");
  CHECK(says(drafting.documents[1].content, R"("FromBankAccount":{"Code":"091"})"));
}

TEST_CASE("a later visit books what is new under the next number and leaves the rest alone") {
  Desk desk(paying());
  Shelf shelf;
  shelf.take(desk.ledger.draft(settled({row(1, "2026-01-30", "-7.50", "405", "Commission")}), {}).value());
  shelf.post_all();
  const Drafting later =
      desk.ledger.draft(settled({row(9, "2026-01-30", "-2.00", "405", "Commission")}), shelf.posted())
          .value();
  CHECK(later.withdraw.empty());
  REQUIRE(later.documents.size() == 2);
  CHECK(later.documents[1].key == "WMS-2026-02-06-20260130-S-2");
  CHECK(later.documents[1].total == usd("2.00"));
  CHECK(desk.ledger.draft(settled({}), shelf.posted())->documents.empty());
}

TEST_CASE("what Xero refused goes out once more as it was, whatever the visit brings") {
  Desk desk(paying());
  Shelf shelf;
  shelf.take(desk.ledger.draft(settled({row(1, "2026-01-30", "-7.50", "405", "Commission")}), {}).value());
  const std::string content = shelf.standing.back().document.content;
  shelf.set("WMS-2026-02-06-20260130-S", DocumentState::rejected);
  const Drafting again = desk.ledger.draft(settled({}), shelf.posted()).value();
  CHECK(again.withdraw.size() == 1);
  REQUIRE(again.documents.size() == 2);  // with the contact, in case it was that
  CHECK(again.documents[1].key == "WMS-2026-02-06-20260130-S");
  CHECK(again.documents[1].content == content);
}

TEST_CASE("a settlement that nobody else told of books its refunds as credit notes") {
  Desk desk(paying());
  Entry refund = row(5, "2026-02-03", "-24.99", "230", "Refund", LineClass::refund);
  refund.refund = "key7";
  refund.purchase_order = "4812345678901";
  const Entries entries = settled({refund, row(6, "2026-02-03", "3.75", "405", "Commission")});
  const Drafting drafting = desk.ledger.draft(entries, {}).value();
  Shelf shelf;
  shelf.take(drafting);
  for (auto& one : shelf.standing)
    if (one.document.key == "WM-4812345678901-Rkey7") one.document.state = DocumentState::rejected;
  const Drafting again = desk.ledger.draft(settled({}), shelf.posted()).value();
  CHECK(again.withdraw.size() == 2);
  CHECK(again.documents.size() == 3);  // both, and their contact
  REQUIRE(drafting.documents.size() == 4);
  CHECK(drafting.documents[1].key == "WM-4812345678901-Rkey7");
  CHECK(drafting.documents[2].kind == DocumentKind::refund);
  CHECK(drafting.documents[3].key == "WMS-2026-02-06-20260203-R");
  CHECK(drafting.documents[3].total == usd("3.75"));
}

TEST_CASE("hundreds of descriptions on one account become one line, so that a report fits into a request") {
  Desk desk(paying());
  std::vector<Entry> rows;
  for (int i = 0; i < 1'000; ++i)
    rows.push_back(
        row(i + 1, "2026-01-30", "-0.01", i % 2 == 0 ? "405" : "410", ("fee " + std::to_string(i)).c_str()));
  const Drafting drafting = desk.ledger.draft(settled(std::move(rows)), {}).value();
  const Json lines = json(drafting.documents.at(1).content)["LineItems"];
  REQUIRE(lines.size() == 2);
  CHECK(drafting.documents[1].total == usd("10.00"));
  CHECK(text_in(lines[0], "Description") == "Walmart settlement");
}

TEST_CASE("a settlement without a clearing account is held, and so is a payout without a bank account") {
  Desk without;
  CHECK(says(without.ledger.draft(settled({row(1, "2026-01-30", "-7.50", "405", "x")}), {})->hold,
             "books.clearing_account names none"));
  Desk desk(paying());
  CHECK(
      says(desk.ledger.draft(settled({row(1, "2026-01-30", "-7.50", "", "x", LineClass::deposit)}), {})->hold,
           "names no bank account"));
}

TEST_CASE(
    "a settlement that books everything is one invoice a month, paid from clearing, units of an item "
    "counted") {
  Desk desk(paying());
  Entry mugs = row(1, "2026-02-06", "49.98", "200", "Mug", LineClass::product);
  mugs.answers.item.value = "MUG-BLU";
  mugs.quantity = Decimal::whole(2);
  Entry more = row(2, "2026-02-06", "24.99", "200", "Mug", LineClass::product);
  more.answers.item.value = "MUG-BLU";
  Entry dearer = row(3, "2026-02-06", "25.99", "200", "Mug", LineClass::product);
  dearer.answers.item.value = "MUG-BLU";
  Entries whole = settled({mugs, more, dearer, row(4, "2026-02-06", "-10.00", "405", "Commission")});
  whole.posting = Posting::settlement;
  Shelf shelf;
  const Drafting first = desk.ledger.draft(whole, {}).value();
  shelf.take(first);
  REQUIRE(first.documents.size() == 3);
  const Document& invoice = first.documents[1];
  CHECK(invoice.kind == DocumentKind::invoice);
  CHECK(invoice.key == "WMS-2026-02-06-202602");
  CHECK(invoice.total == usd("90.96"));
  CHECK(says(invoice.content, R"("ItemCode":"MUG-BLU","Quantity":3,"TaxType":"NONE","UnitAmount":24.99)"));
  CHECK(says(invoice.content, R"("ItemCode":"MUG-BLU","Quantity":1,"TaxType":"NONE","UnitAmount":25.99)"));
  CHECK(says(invoice.content, R"("UnitAmount":-10.00)"));
  CHECK(first.documents[2].kind == DocumentKind::payment);
  CHECK(first.documents[2].total == usd("90.96"));
  // What a later visit books of the month stands beside it.
  Entries later = settled({row(5, "2026-02-06", "-1.00", "405", "Commission")});
  later.posting = Posting::settlement;
  const Drafting second = desk.ledger.draft(later, shelf.posted()).value();
  REQUIRE(second.documents.size() == 3);
  CHECK(second.documents[1].kind == DocumentKind::bill);
  CHECK(second.documents[1].key == "WMS-2026-02-06-202602-2");
  CHECK(second.documents[2].depends_on ==
        std::vector<Dependency>{{DocumentKind::bill, "WMS-2026-02-06-202602-2"}});
}

namespace {

Entry accrued(const char* date, const char* amount, const char* account,
              const char* key = "accrued product") {
  Entry entry = row(1, date, amount, account, "accrual taken back: product");
  entry.role = EntryRole::accrued;
  entry.line_key = key;
  return entry;
}

// What had shipped by the end of January.
Entries january() {
  Entries entries = order();
  entries.record = {"us", RecordKind::accrual, "2026-01"};
  entries.posting = Posting::settlement;
  // `row` turns the sign: a sale of 129.97 is a credit.
  entries.entries = {accrued("2026-01-31", "129.97", "200"), accrued("2026-01-31", "5.99", "210"),
                     accrued("2026-01-31", "-135.96", "127", "accrued")};
  return entries;
}

}  // namespace

TEST_CASE("a month's accrual is one journal, and what is added later another") {
  Desk desk(paying());
  Shelf shelf;
  const Drafting first = desk.ledger.draft(january(), {}).value();
  REQUIRE_MESSAGE(first.hold.empty(), first.hold);
  REQUIRE(first.documents.size() == 1);
  const Document& journal = first.documents.front();
  CHECK(journal.kind == DocumentKind::journal);
  CHECK(journal.key == "WMA-2026-01");
  CHECK(journal.date == day("2026-01-31"));
  CHECK(journal.total == usd("135.96"));
  CHECK(says(journal.content, R"("AccountCode":"200")"));
  CHECK(says(journal.content, R"("LineAmount":-129.97)"));
  shelf.take(first);
  shelf.post_all();
  Entries later = january();
  const Drafting second = desk.ledger.draft(later, shelf.posted()).value();
  REQUIRE(second.documents.size() == 1);
  CHECK(second.documents.front().key == "WMA-2026-01-2");
  later.entries.clear();
  CHECK(desk.ledger.draft(later, shelf.posted())->documents.empty());
  shelf.set("WMA-2026-01", DocumentState::rejected);
  const Drafting again = desk.ledger.draft(later, shelf.posted()).value();
  REQUIRE(again.documents.size() == 1);
  CHECK(again.documents.front().key == "WMA-2026-01");
  CHECK(again.documents.front().content == journal.content);
}

TEST_CASE("what a settlement takes back of an accrual is a journal of its own on its day") {
  Desk desk(paying());
  Entries entries = settled({row(1, "2026-01-31", "129.97", "200", "Sales")});
  entries.posting = Posting::settlement;
  entries.entries.push_back(accrued("2026-01-31", "-129.97", "200"));
  entries.entries.push_back(accrued("2026-01-31", "129.97", "127", "accrued"));
  const Drafting drafting = desk.ledger.draft(entries, {}).value();
  REQUIRE_MESSAGE(drafting.hold.empty(), drafting.hold);
  const Document& journal = drafting.documents.back();
  CHECK(journal.kind == DocumentKind::journal);
  CHECK(journal.key == "WMS-2026-02-06-20260131-A");
  CHECK(journal.total == usd("129.97"));
  for (const Document& document : drafting.documents)
    if (document.kind == DocumentKind::invoice) CHECK(document.total == usd("129.97"));
}

TEST_CASE("a journal in another currency than the organisation's is held") {
  Desk desk(paying());
  Reference reference;
  reference.base_currency = Currency::parse("CAD").value();
  desk.ledger.use(reference);
  CHECK(says(desk.ledger.draft(january(), {})->hold, "the organisation's own currency, CAD"));
}

TEST_CASE("a corrected payout moves from one bank to the other, and back") {
  Desk desk(paying());
  const auto paid_to = [&](const char* bank) {
    Entries entries = settled({row(1, "2026-02-10", "-68.35", bank, "Deposit", LineClass::deposit)});
    return entries;
  };
  Correction correction;
  correction.run = "r1";
  correction.base = Currency::parse("USD").value();
  correction.locked_until = day("2026-02-28");
  Shelf shelf;
  shelf.take(desk.ledger.draft(paid_to("091"), {}).value());
  shelf.post_all();
  CHECK(desk.ledger.correct(paid_to("091"), shelf.posted(), correction).value().documents.empty());
  const Drafting drafting = desk.ledger.correct(paid_to("092"), shelf.posted(), correction).value();
  REQUIRE(drafting.documents.size() == 1);
  const Document& moved = drafting.documents.front();
  CHECK(moved.key == "WMS-2026-02-06-T-20260210~M1");
  CHECK(moved.date == day("2026-03-01"));
  CHECK(says(moved.content, R"("FromBankAccount":{"Code":"091"})"));
  CHECK(says(moved.content, R"("ToBankAccount":{"Code":"092"})"));
  shelf.take(drafting);
  shelf.post_all();
  CHECK(desk.ledger.correct(paid_to("092"), shelf.posted(), correction).value().documents.empty());
  const Drafting back = desk.ledger.correct(paid_to("091"), shelf.posted(), correction).value();
  REQUIRE(back.documents.size() == 1);
  CHECK(back.documents.front().key == "WMS-2026-02-06-T-20260210~M2");
}
