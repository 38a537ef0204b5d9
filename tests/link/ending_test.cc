// What ends a document in Xero passes the conformance suite as well: renamed, voided, deleted, once, whatever
// becomes of the call.
#include <doctest/doctest.h>

#include <algorithm>

#include "link/target_suite.h"
#include "link/xero_books.h"
#include "xero/kinds.h"
#include "xero/voiding.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// Every number that the suite asks a document for.
constexpr int numbers[] = {1, 2, 10, 11, 12, 20, 21, 22, 30, 40};

void ends(const std::string& call, const std::function<void(Books&, int)>& prepare,
          const std::function<Document(const Books&, int)>& draft,
          const std::function<bool(const Books&, const Document&)>& ended) {
  run_target_suite([&](const auto& test) {
    Books books;
    for (const int n : numbers) prepare(books, n);
    TargetSubject subject{
        books.ledger,           [&](int n) { return draft(books, n); },
        books.receipts,         [&](const Document& document) { return ended(books, document) ? 1 : 0; },
        books.service.faults(), call};
    test(subject);
  });
}

// The step that renames it, or the one that voids it.
Document ending(const Document& created, Operation operation) {
  xero::StandingDocument standing;
  standing.key = standing.number = created.key;
  standing.effective = &created;
  standing.last_step = 1;
  const auto steps = xero::void_steps(standing);
  return operation == Operation::update ? steps.front() : steps.back();
}

template <class List, class Match>
bool any_of(const List& list, Match match) {
  return std::any_of(list.begin(), list.end(), match);
}

}  // namespace

TEST_CASE("the renaming of Xero's invoices conforms to Target") {
  ends(
      "POST /api.xro/2.0/Invoices",
      [](Books& books, int n) {
        books.post(books.order(n), {DocumentKind::contact, DocumentKind::invoice});
      },
      [](const Books& books, int n) {
        return ending(Books::only(books.order(n), DocumentKind::invoice), Operation::update);
      },
      [](const Books& books, const Document& document) {
        return books.service.invoice(document.key + "~V1").has_value();
      });
}

TEST_CASE("the voiding of Xero's invoices conforms to Target") {
  ends(
      "POST /api.xro/2.0/Invoices",
      [](Books& books, int n) {
        books.post(books.order(n), {DocumentKind::contact, DocumentKind::invoice});
      },
      [](const Books& books, int n) {
        return ending(Books::only(books.order(n), DocumentKind::invoice), Operation::annul);
      },
      [](const Books& books, const Document& document) {
        return books.service.invoice(document.key)->status == "VOIDED";
      });
}

TEST_CASE("the voiding of Xero's bills conforms to Target") {
  ends(
      "POST /api.xro/2.0/Invoices",
      [](Books& books, int n) {
        books.post(books.order(n), {DocumentKind::contact});
        books.post(Books::bill(n), {DocumentKind::bill});
      },
      [](const Books& /*books*/, int n) { return ending(Books::bill(n).front(), Operation::annul); },
      [](const Books& books, const Document& document) {
        return any_of(books.service.invoices(), [&](const auto& one) {
          return xero::without_void_mark(one.number) == document.key && one.status == "VOIDED";
        });
      });
}

TEST_CASE("the voiding of Xero's credit notes conforms to Target") {
  ends(
      "POST /api.xro/2.0/CreditNotes",
      [](Books& books, int n) {
        books.post(books.refund(n, true), {DocumentKind::contact, DocumentKind::credit_note});
      },
      [](const Books& books, int n) {
        return ending(Books::only(books.refund(n, true), DocumentKind::credit_note), Operation::annul);
      },
      [](const Books& books, const Document& document) {
        return books.service.credit_note(document.key)->status == "VOIDED";
      });
}

TEST_CASE("the voiding of Xero's journals conforms to Target") {
  ends(
      "POST /api.xro/2.0/ManualJournals",
      [](Books& books, int n) { books.post({Books::journal(n)}, {DocumentKind::journal}); },
      [](const Books& /*books*/, int n) { return xero::journal_void(Books::journal(n)); },
      [](const Books& books, const Document& document) {
        return any_of(books.service.journals(), [&](const auto& one) {
          return one.narration == document.key + ": carried forward" && one.status == "VOIDED";
        });
      });
}

TEST_CASE("the deletion of Xero's payments conforms to Target") {
  ends(
      "POST /api.xro/2.0/Payments/",
      [](Books& books, int n) {
        books.post(books.order(n, true),
                   {DocumentKind::contact, DocumentKind::invoice, DocumentKind::payment});
      },
      [](const Books& books, int n) {
        Document end = Books::only(books.order(n, true), DocumentKind::payment);
        end.step = 2;
        end.operation = Operation::remove;
        end.content = R"({"Status":"DELETED"})";
        end.total.reset();
        return end;
      },
      [](const Books& books, const Document& document) {
        return any_of(books.service.payments(), [&](const auto& one) {
          return one.reference == document.key && one.status == "DELETED";
        });
      });
}
