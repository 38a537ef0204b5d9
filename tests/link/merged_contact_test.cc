// A contact that a person merges in Xero after we posted it: what comes after it goes to the other one.
#include "link/xero_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

Outcome send(Books& books, const Document& document) {
  Attempt attempt;
  attempt.id = "attempt of " + document.key + " " + std::to_string(books.service.invoices().size()) +
               std::to_string(document.tries);
  attempt.members = {document};
  attempt.request = books.ledger.freeze(attempt.id, attempt.members, books.receipts).value();
  return books.ledger.send(attempt, {}).at(0);
}

Document invoice(const Books& books, int n) {
  return Books::only(books.order(n), DocumentKind::invoice);
}

}  // namespace

TEST_CASE("an invoice for a contact that was merged meanwhile goes out again to what it became") {
  Books books;
  books.post(books.order(1), {DocumentKind::contact, DocumentKind::invoice});
  Document other = Books::only(books.order(1), DocumentKind::contact);
  other.key = "Walmart";
  other.content = R"({"ContactNumber":"by-hand","Name":"Walmart"})";
  books.post({other}, {DocumentKind::contact});
  const std::string into = books.receipts.find(DocumentKind::contact, "Walmart")->outside_id;
  REQUIRE(books.service.merge_contact("Walmart Marketplace US", "Walmart").ok());

  Document next = invoice(books, 2);
  const Outcome first = send(books, next);
  CHECK(first.kind == Outcome::Kind::retry);
  CHECK(first.reason == "its contact was merged into another one in Xero; it goes out again to that one");
  next.tries = 1;
  const Outcome second = send(books, next);
  CHECK_MESSAGE(second.kind == Outcome::Kind::posted, second.reason);
  CHECK(books.service.invoice("WM-" + Books::order_id(2))->contact_id == into);
  // From then on without a detour.
  CHECK(send(books, invoice(books, 3)).kind == Outcome::Kind::posted);
  CHECK(books.service.created("Invoices")["WM-" + Books::order_id(2)] == 1);
}

TEST_CASE("a contact that was only archived, or merged into one that was, is for a person") {
  Books books;
  books.post(books.order(1), {DocumentKind::contact});
  Document other = Books::only(books.order(1), DocumentKind::contact);
  other.key = "Walmart";
  other.content = R"({"ContactNumber":"by-hand","Name":"Walmart"})";
  books.post({other}, {DocumentKind::contact});
  SUBCASE("archived") {
    REQUIRE(books.service.archive_contact("Walmart Marketplace US").ok());
  }
  SUBCASE("merged, and that one archived") {
    REQUIRE(books.service.merge_contact("Walmart Marketplace US", "Walmart").ok());
    REQUIRE(books.service.archive_contact("Walmart").ok());
  }
  const Outcome refused = send(books, invoice(books, 2));
  CHECK(refused.kind == Outcome::Kind::rejected);
  CHECK(refused.reason.find("Restore the contact in Xero") != std::string::npos);
}
