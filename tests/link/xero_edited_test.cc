// What a person does in Xero to a document of ours after our call was lost and before the look-up that finds
// it.
#include "link/xero_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr const char* day_before = "2026-02-08";
constexpr Millis a_while{3'600'000};

// A line as a person leaves it; by default as ours is.
struct ShownLine {
  std::string account = "200";
  std::string tax = "NONE";
  std::string amount = "7";
  std::string quantity = "1";
  std::string item = "MUG-BLU";
  std::string option = "Seller";
  std::string description = "Mug";
};

std::string text(const ShownLine& line) {
  return R"({"Description":")" + line.description + R"(","Quantity":)" + line.quantity + R"(,"LineAmount":)" +
         line.amount + R"(,"AccountCode":")" + line.account + R"(","TaxType":")" + line.tax + "\"" +
         (line.item.empty() ? "" : R"(,"ItemCode":")" + line.item + "\"") +
         (line.option.empty() ? ""
                              : R"(,"Tracking":[{"Name":"Fulfilment","Option":")" + line.option + "\"}]") +
         "}";
}

// An attempt that went out and whose answer nobody saw.
struct Lost : Books {
  Attempt attempt;

  Lost() {
    const auto lists = ledger.reference({});
    REQUIRE(lists.ok());
  }
  void send(const Document& document) {
    attempt.id = "attempt of " + document.key;
    attempt.members = {document};
    attempt.created = clock.now();
    attempt.request = ledger.freeze(attempt.id, attempt.members, receipts).value();
    const auto outcomes = ledger.send(attempt, {});
    REQUIRE_MESSAGE(outcomes.at(0).kind == Outcome::Kind::posted, outcomes.at(0).reason);
    clock.advance(a_while);
  }
  void invoice(int dollars = 7) {
    Entry sold = entry(EntryRole::placed, -dollars, "200");
    sold.answers.item = {"MUG-BLU", {"rules/item.lua", 1}};
    sold.answers.tracking = {{"Fulfilment", "Seller", {"rules/tracking.lua", 1}}};
    const auto documents =
        drafts(entries(RecordKind::order, order_id(1), {sold, entry(EntryRole::receivable, dollars)}));
    post(documents, {DocumentKind::contact});
    send(only(documents, DocumentKind::invoice));
  }
  void edit(const std::string& path, const std::string& body) {
    const auto done = service.by_person("POST", path, body);
    REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
  }
  void edit_invoice(const std::string& members) {
    edit("Invoices/WM-" + order_id(1), R"({"Invoices":[{)" + members + "}]}");
  }
  void edit_line(const ShownLine& line) { edit_invoice(R"("LineItems":[)" + text(line) + "]"); }
  // What the look-up says of it by now; it is there, and since our call.
  std::string found() {
    clock.advance(a_while);
    const Outcome outcome = ledger.check(attempt, {}).at(0);
    CHECK_MESSAGE(outcome.kind == Outcome::Kind::posted, outcome.reason);
    CHECK(outcome.receipt.at == attempt.created);
    return outcome.reason;
  }
};

}  // namespace

TEST_CASE("an invoice that nobody touched is taken as it was sent, however its text is spaced") {
  Lost lost;
  lost.invoice();
  CHECK(lost.found().empty());
  ShownLine line;
  line.description = "  MUG ";
  line.item = "mug-blu";
  lost.edit_line(line);
  lost.edit_invoice(R"("DueDate":"2026-03-09")");
  CHECK(lost.found().empty());
}

TEST_CASE("what a person changed in an invoice before it was found is disputed, not taken") {
  Lost lost;
  lost.invoice();
  ShownLine line;
  std::string says = "changed in Xero by somebody: ";
  const std::string not_listed = "found after a lost answer, and changed in Xero by somebody: ";
  SUBCASE("its day") {
    lost.edit_invoice(std::string(R"("Date":")") + day_before + "\"");
    says += "date 2026-02-09 → 2026-02-08";
  }
  SUBCASE("a tax type") {
    line.tax = "OUTPUT";
    lost.edit_invoice(R"("LineAmountTypes":"Inclusive","LineItems":[)" + text(line) + "]");
    says +=
        "account 200 (tax type NONE, Fulfilment Seller) 7.00 → 0.00, account 200 (tax type OUTPUT, "
        "Fulfilment Seller) 0.00 → 7.00";
  }
  SUBCASE("a tracking option") {
    line.option = "3PL";
    lost.edit_line(line);
    says +=
        "account 200 (tax type NONE, Fulfilment 3PL) 0.00 → 7.00, account 200 (tax type NONE, "
        "Fulfilment Seller) 7.00 → 0.00";
  }
  SUBCASE("an item") {
    line.item.clear();
    lost.edit_line(line);
    says = not_listed + "item MUG-BLU → none";
  }
  SUBCASE("a quantity") {
    line.quantity = "7";
    lost.edit_line(line);
    says = not_listed + "quantity 1 → 7";
  }
  SUBCASE("a description") {
    line.description = "Cup";
    lost.edit_line(line);
    says = not_listed + "description \"Mug\" → \"Cup\"";
  }
  CHECK(lost.found() == says);
}

TEST_CASE("money that a person moved to another day is found there, and never made again") {
  Lost lost;
  SUBCASE("a bank transaction") {
    const auto documents = lost.settlement(3);
    lost.post(documents, {DocumentKind::contact});
    lost.send(Books::only(documents, DocumentKind::bank_transaction));
    const auto id = lost.service.documents(simulator::SimList::bank_transactions).at(0).id;
    CHECK(lost.found().empty());
    lost.edit("BankTransactions/" + id,
              std::string(R"({"BankTransactions":[{"Date":")") + day_before + "\"}]}");
  }
  SUBCASE("a journal") {
    lost.send(Books::journal(3));
    CHECK(lost.found().empty());
    lost.edit("ManualJournals/" + lost.service.journals().at(0).id,
              std::string(R"({"ManualJournals":[{"Narration":"WMS-3-C: carried forward","Date":")") +
                  day_before + "\"}]}");
  }
  CHECK(lost.found() == "changed in Xero by somebody: date 2026-02-09 → 2026-02-08");
}

TEST_CASE("a lost change that Xero shows as it was before has not come, one that was edited since has") {
  Lost lost;
  lost.invoice();
  Document change = lost.attempt.members.front();
  lost.receipts.add(change.kind, change.key, lost.ledger.check(lost.attempt, {}).at(0).receipt);
  change.operation = Operation::update;
  change.step = 2;
  const auto at = change.content.find("Seller\"}");
  REQUIRE(at != std::string::npos);
  change.content.replace(at, 6, "3PL");
  lost.attempt.id = "a change";
  lost.attempt.members = {change};
  lost.attempt.created = lost.clock.now();
  lost.attempt.request = lost.ledger.freeze("a change", lost.attempt.members, lost.receipts).value();
  lost.clock.advance(a_while);
  CHECK(lost.ledger.check(lost.attempt, {}).at(0).kind == Outcome::Kind::absent);
  REQUIRE(lost.ledger.send(lost.attempt, {}).at(0).kind == Outcome::Kind::posted);
  CHECK(lost.found().empty());
  ShownLine line;
  line.option = "3PL";
  line.tax = "OUTPUT";
  lost.edit_invoice(R"("LineAmountTypes":"Inclusive","LineItems":[)" + text(line) + "]");
  CHECK(lost.found().find("tax type OUTPUT") != std::string::npos);
}
