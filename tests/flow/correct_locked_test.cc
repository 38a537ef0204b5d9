// Corrections of what lies in a locked month, of refunds that only a settlement tells of, and of rows that
// came to nothing: through the whole engine, in both shapes and both ledgers.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "flow/correction_books.h"
#include "flow/reconcile_documents.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr const char* last_locked = "2025-12-31";

std::vector<simulator::SimInvoice> notes_of(CorrectionBooks& books) {
  return books.rig().xero().documents(simulator::SimList::credit_notes);
}

// What is owed and paid, and what is moved to the bank, has no line of its own in Xero.
bool has_lines(const std::string& account) {
  return account != "090" && account != "091" && account != "610";
}

std::vector<std::string> lines_of(const Balance& balance) {
  std::vector<std::string> lines;
  for (const auto& [account, sum] : balance)
    if (has_lines(account)) lines.push_back(account + " " + sum);
  return lines;
}

// Corrected, rolled back and corrected again; the numbers stay, and nothing is left over.
void there_and_back(CorrectionBooks& books, const Balance& truth) {
  const Balance mistaken = books.balance();
  REQUIRE(mistaken != truth);
  const auto numbers = books.numbers();
  books.mend();
  const auto check = [&](const Balance& balance) {
    CHECK(books.balance() == balance);
    CHECK(difference(books.numbers(), numbers) == "");
    CHECK(books.held() == "");
    CHECK(books.unfinished() == "");
    for (const char* day : {last_locked, "2026-12-31"}) {
      CAPTURE(day);
      CHECK(difference(lines_of(books.exported_until(day)), lines_of(books.said_until(day))) == "");
    }
  };
  books.correct("r1");
  check(truth);
  books.roll_back("r1", "back");
  check(mistaken);
  books.roll_back("back", "again");
  check(truth);
}

BooksShape only_settlements_tell() {
  BooksShape shape;
  shape.returns = false;
  return shape;
}

}  // namespace

TEST_CASE("a credit note that a settlement books is voided and made again with its refund, each round") {
  const BooksShape shape = only_settlements_tell();
  CorrectionBooks books(shape, true);
  const auto notes = notes_of(books);
  REQUIRE_FALSE(notes.empty());
  std::size_t by_settlements = 0;
  for (const auto& row : books.rig().store().records({.pair = "us", .states = {}, .id = {}}).value())
    if (row.key.kind == RecordKind::settlement)
      for (const auto& each : books.rig().store().documents_of(row.id).value())
        if (each.document.kind == DocumentKind::credit_note) ++by_settlements;
  REQUIRE(by_settlements == notes.size());
  there_and_back(books, CorrectionBooks(shape, false).balance());
  // What is voided and what voided it do not count as missing.
  for (const auto& row : books.rig().store().records({.pair = "us", .states = {}, .id = {}}).value()) {
    CAPTURE(row.key.id);
    const auto side = flow::ledger_side_of(books.rig().store(), row.id).value();
    CHECK(side.posted == side.documents);
    CHECK(side.findings.empty());
  }
  CHECK(notes_of(books).size() == 4 * notes.size());
  for (const auto& note : notes_of(books)) {
    const bool stands = note.number.find('~') == std::string::npos;
    CHECK_MESSAGE(note.status == (stands ? "PAID" : "VOIDED"), note.number);
  }
}

TEST_CASE("refunds that only a settlement tells of are corrected in the documents of its months") {
  BooksShape shape = only_settlements_tell();
  shape.posting = Posting::settlement;
  CorrectionBooks books(shape, true);
  CHECK(notes_of(books).empty());
  there_and_back(books, CorrectionBooks(shape, false).balance());
}

TEST_CASE("in a locked month nothing is touched: journals of the open one name what they correct") {
  BooksShape shape;
  SUBCASE("order by order") {}
  SUBCASE("order by order, refunds by settlements") {
    shape.returns = false;
  }
  SUBCASE("settlement by settlement") {
    shape.posting = Posting::settlement;
  }
  CorrectionBooks books(shape, true);
  const Date last = Date::parse(last_locked).value();
  std::set<std::string> locked;
  int locked_notes = 0;
  for (const auto list : {simulator::SimList::invoices, simulator::SimList::credit_notes})
    for (const auto& document : books.rig().xero().documents(list))
      if (document.date <= last) {
        locked.insert(document.number);
        if (list == simulator::SimList::credit_notes) ++locked_notes;
      }
  REQUIRE(locked.size() > 1);
  if (shape.posting == Posting::order) REQUIRE(locked_notes > 0);
  books.lock(last_locked);
  there_and_back(books, CorrectionBooks(shape, false).balance());
  const auto voided = books.numbers(true);
  for (const std::string& number : locked)
    CHECK_MESSAGE(std::find(voided.begin(), voided.end(), number + "~V1") == voided.end(), number);
  int named = 0;
  for (const auto& journal : books.rig().xero().journals()) {
    CHECK(journal.date > last);
    for (const std::string& number : locked)
      if (journal.narration.find("corrects " + number + " of 2025-") != std::string::npos) ++named;
  }
  CHECK(named > 1);
}

TEST_CASE("in CloudSuite what is of a closed month is reversed and booked on the first open day") {
  BooksShape shape;
  shape.cloudsuite = true;
  SUBCASE("order by order, refunds by settlements") {
    shape.returns = false;
  }
  SUBCASE("settlement by settlement") {
    shape.posting = Posting::settlement;
  }
  CorrectionBooks books(shape, true);
  const auto before = books.cloudsuite().ledger().size();
  books.lock(last_locked);
  there_and_back(books, CorrectionBooks(shape, false).balance());
  const auto rows = books.cloudsuite().ledger();
  int moved = 0;
  REQUIRE(rows.size() > before);
  for (std::size_t i = before; i < rows.size(); ++i) {
    CHECK(rows[i].at("PostingDate") > "20251231");
    if (rows[i].at("Reference").find("@25") != std::string::npos) ++moved;
  }
  CHECK(moved > 1);
}

TEST_CASE("rows of a day that came to nothing are placed apart by a correction, and together again") {
  BooksShape shape;
  SUBCASE("in Xero") {}
  SUBCASE("in CloudSuite") {
    shape.cloudsuite = true;
  }
  // A fee and the same one back, on a day that has no other row.
  shape.adjust = [](simulator::World& world) {
    simulator::AccountEvent event;
    event.posted = Date::parse("2026-01-26").value();
    event.kind = simulator::RowKind::fee;
    event.type = "Service Fee";
    event.amount_type = "Fee/Reimbursement";
    event.description = "Walmart Product Advertising";
    event.amount = Decimal::whole(-77);
    world.add(event);
    event.amount = Decimal::whole(77);
    world.add(event);
  };
  CorrectionBooks books(shape, false);
  REQUIRE(books.held() == "");
  Balance expected = books.balance();
  const Balance before = expected;
  books.rules().replace("account.lua", R"(row { class = "commission")",
                        R"(row { class = "fee", amount = 77, use = "415" },
    row { class = "commission")");
  books.rig().restart();
  books.correct("r1");
  CHECK(books.held() == "");
  CHECK(books.unfinished() == "");
  const auto moved = [](const std::string& sum, int by) {
    return add(Decimal::parse(sum).value(), Decimal::whole(by)).value().text(2);
  };
  expected["410"] = moved(expected["410"], 77);
  expected["415"] = moved(expected["415"], -77);
  CHECK(books.balance() == expected);
  books.roll_back("r1", "back");
  CHECK(books.balance() == before);
  CHECK(books.unfinished() == "");
  books.roll_back("back", "again");
  CHECK(books.balance() == expected);
}

TEST_CASE("a document of a month that is made anew has the settlement's file attached again") {
  BooksShape shape;
  shape.posting = Posting::settlement;
  shape.attach = true;
  CorrectionBooks books(shape, true);
  const auto attached = books.rig().xero().created("Attachments");
  REQUIRE(attached.size() > 2);
  for (const auto& one : attached) CHECK_MESSAGE(one.second == 1, one.first);
  books.mend();
  books.correct("r1");
  CHECK(books.held() == "");
  CHECK(books.unfinished() == "");
  // Counted under the number that the document had: the voided one keeps its own.
  const auto voided = books.numbers(true);
  int again = 0;
  for (const auto& one : books.rig().xero().created("Attachments")) {
    const bool made_anew = std::find(voided.begin(), voided.end(), one.first + "~V1") != voided.end();
    CHECK_MESSAGE(one.second == (made_anew ? 2 : 1), one.first);
    if (made_anew) ++again;
  }
  CHECK(again > 2);
  books.roll_back("r1", "back");
  CHECK(books.unfinished() == "");
  int thrice = 0;
  for (const auto& one : books.rig().xero().created("Attachments"))
    if (one.second == 3) ++thrice;
  CHECK(thrice == again);
}
