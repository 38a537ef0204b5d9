// Corrections: what is approved and differs, with a person's permission.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;

namespace {

constexpr auto shipped = UnitState::shipped;

xero::Settings paying() {
  xero::Settings settings = Desk::settings();
  settings.clearing_account = "090";
  return settings;
}

Entries sold(const char* account, bool paid) {
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99")};
  entries.entries[0].answers.account.value = account;
  if (!paid) return entries;
  Entry owed = sale("", shipped, "2026-01-30", "24.99");
  owed.role = EntryRole::receivable;
  owed.answers = {};
  Entry money = owed;
  money.role = EntryRole::clearing;
  money.amount = money.amount.negated();
  entries.entries.push_back(owed);
  entries.entries.push_back(money);
  return entries;
}

Correction allowed(const char* locked = nullptr) {
  Correction correction;
  correction.run = "r1";
  correction.base = Currency::parse("USD").value();
  if (locked != nullptr) correction.locked_until = day(locked);
  return correction;
}

// "payment remove WM-1/2" of each document but contacts.
std::vector<std::string> steps(const Drafting& drafting) {
  CHECK(drafting.hold == "");
  std::vector<std::string> list;
  for (const Document& document : drafting.documents)
    if (document.kind != DocumentKind::contact)
      list.push_back(std::string(name_of(document.kind)) + " " + std::string(name_of(document.operation)) +
                     " " + document.key + "/" + std::to_string(document.step));
  return list;
}

using Steps = std::vector<std::string>;
constexpr const char* number = "WM-4812345678901";

struct Books {
  explicit Books(bool paid) : desk(paid ? paying() : Desk::settings()) {
    shelf.take(desk.ledger.draft(sold("200", paid), {}).value());
    shelf.post_all();
  }
  Drafting correct(const Entries& entries, const Correction& correction) const {
    return desk.ledger.correct(entries, shelf.posted(), correction).value();
  }
  Desk desk;
  Shelf shelf;
};

}  // namespace

TEST_CASE("an open and unpaid invoice is changed in place") {
  Books books(false);
  CHECK(books.desk.ledger.draft(sold("215", false), books.shelf.posted())->hold.find("crosswalk correct") !=
        std::string::npos);
  const Drafting drafting = books.correct(sold("215", false), allowed());
  CHECK(steps(drafting) == Steps{"invoice update WM-4812345678901/2"});
  books.shelf.take(drafting);
  books.shelf.post_all();
  CHECK(steps(books.correct(sold("215", false), allowed())).empty());
  CHECK(books.desk.ledger.draft(sold("215", false), books.shelf.posted())->hold.empty());
}

TEST_CASE("a paid one is voided under another number and made again under its own, its payment with it") {
  Books books(true);
  const Drafting drafting = books.correct(sold("215", true), allowed());
  CHECK(steps(drafting) == Steps{"invoice update WM-4812345678901/2", "invoice annul WM-4812345678901/3",
                                 "invoice create WM-4812345678901/4", "payment remove WM-4812345678901/2",
                                 "payment create WM-4812345678901/3"});
  books.shelf.take(drafting);
  // Again before anything went out: the same.
  const Drafting again = books.correct(sold("215", true), allowed());
  CHECK(steps(again) == steps(drafting));
  CHECK(again.withdraw.size() == 5);
  books.shelf.post_all();
  CHECK(steps(books.correct(sold("215", true), allowed())).empty());
  CHECK(steps(books.desk.ledger.draft(sold("215", true), books.shelf.posted()).value()).empty());
}

TEST_CASE("in a locked period it stays, and one entry of the first open day mends it") {
  Books books(true);
  const Drafting drafting = books.correct(sold("215", true), allowed("2026-01-31"));
  CHECK(steps(drafting) == Steps{"journal create WM-4812345678901~C1/1"});
  const Document& journal = drafting.documents.back();
  CHECK(journal.date == day("2026-02-01"));
  CHECK(journal.total == usd("24.99"));
  CHECK(says(journal.content, "corrects WM-4812345678901 of 2026-01-30"));
  const Json content = json(journal.content);
  REQUIRE(content["JournalLines"].size() == 2);
  CHECK(text_in(content["JournalLines"][0], "AccountCode") == "200");
  CHECK(journal.content.find("\"LineAmount\":24.99,") < journal.content.find("\"LineAmount\":-24.99,"));
  books.shelf.take(drafting);
  CHECK(steps(books.desk.ledger.draft(sold("215", true), books.shelf.posted()).value()).empty());
  books.shelf.post_all();
  CHECK(steps(books.desk.ledger.draft(sold("215", true), books.shelf.posted()).value()).empty());
  CHECK(steps(books.correct(sold("215", true), allowed("2026-01-31"))).empty());

  SUBCASE("taken back while the entry's own day is open") {
    const Drafting back = books.correct(sold("200", true), allowed("2026-01-31"));
    CHECK(steps(back) == Steps{"journal annul WM-4812345678901~C1/2"});
    books.shelf.take(back);
    books.shelf.post_all();
    CHECK(steps(books.desk.ledger.draft(sold("200", true), books.shelf.posted()).value()).empty());
  }
  SUBCASE("taken back when that is locked as well") {
    const Drafting back = books.correct(sold("200", true), allowed("2026-02-28"));
    CHECK(steps(back) == Steps{"journal create WM-4812345678901~C2/1"});
    CHECK(back.documents.back().date == day("2026-03-01"));
    books.shelf.take(back);
    books.shelf.post_all();
    CHECK(steps(books.desk.ledger.draft(sold("200", true), books.shelf.posted()).value()).empty());
  }
  SUBCASE("corrected once more") {
    CHECK(steps(books.correct(sold("260", true), allowed("2026-01-31"))) ==
          Steps{"journal annul WM-4812345678901~C1/2", "journal create WM-4812345678901~C2/1"});
  }
}

TEST_CASE("where another record's money lies on it, it stays as well, mended on its own day") {
  Books books(true);
  Correction correction = allowed();
  correction.bound = {{DocumentKind::invoice, number}};
  const Drafting drafting = books.correct(sold("215", true), correction);
  CHECK(steps(drafting) == Steps{"journal create WM-4812345678901~C1/1"});
  CHECK(drafting.documents.back().date == day("2026-01-30"));
}

TEST_CASE("what no entry can mend waits for a person, and nothing is drafted") {
  Books books(true);
  const auto hold = [&](const Entries& entries, const Correction& correction) {
    const Drafting drafting = books.correct(entries, correction);
    CHECK(drafting.documents.empty());
    return drafting.hold;
  };
  Entries other = sold("200", true);
  other.contact = "Somebody";
  CHECK(says(hold(other, allowed("2026-01-31")), "its contact with it"));
  CHECK(says(hold(order(), allowed("2026-01-31")), "book nothing on its day"));
}

TEST_CASE("where no journal may stand, money in and out of clearing books the difference") {
  Books books(true);
  Correction foreign = allowed("2026-01-31");
  foreign.base = Currency::parse("CAD").value();
  const Drafting drafting = books.correct(sold("215", true), foreign);
  CHECK(steps(drafting) == Steps{"bank_transaction create WM-4812345678901~C1-R/1",
                                 "bank_transaction create WM-4812345678901~C1-S/1"});
  for (const Document& document : drafting.documents) {
    if (document.kind != DocumentKind::bank_transaction) continue;
    CHECK(document.date == day("2026-02-01"));
    CHECK(document.total == usd("24.99"));
    const bool receives = document.key.ends_with("R");
    CHECK(says(document.content, receives ? R"("AccountCode":"215")" : R"("AccountCode":"200")"));
    CHECK(says(document.content, "Corrects WM-4812345678901 of 2026-01-30"));
    CHECK(document.depends_on.size() == 1);
  }
  books.shelf.take(drafting);
  books.shelf.post_all();
  CHECK(steps(books.correct(sold("215", true), foreign)).empty());
  CHECK(steps(books.desk.ledger.draft(sold("215", true), books.shelf.posted()).value()).empty());
  // It cannot be taken away, so that going back is booked beside it, whatever is open by then.
  const Drafting back = books.correct(sold("200", true), allowed());
  CHECK(steps(back) == Steps{"journal create WM-4812345678901~C2/1"});
  books.shelf.take(back);
  books.shelf.post_all();
  CHECK(steps(books.correct(sold("200", true), allowed())).empty());
}

TEST_CASE("without a clearing account the sign-in may book no journal, and a difference waits for a person") {
  Books books(false);
  const Drafting drafting = books.correct(sold("215", false), allowed("2026-01-31"));
  CHECK(drafting.documents.empty());
  CHECK(says(drafting.hold, "WM-4812345678901 of 2026-01-30 may not be changed any more"));
  CHECK(says(drafting.hold, "without books.clearing_account there is no right to the journal"));
}
