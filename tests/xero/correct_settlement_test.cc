// Corrections of settlements: what stays is mended by entries beside it, also where nothing stands; what was
// refused while a document of a month was made anew is gone on with.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;

namespace {

using Steps = std::vector<std::string>;

xero::Settings paying() {
  xero::Settings settings = Desk::settings();
  settings.clearing_account = "090";
  return settings;
}

// A row of the last of January; positive: clearing gets it.
Entry row(int number, const char* amount, const char* account) {
  Entry entry = sale("", UnitState::shipped, "2026-01-31", amount);
  entry.line_key = "row/" + std::to_string(number);
  entry.line_class = LineClass::fee;
  entry.description = "Advertising";
  entry.answers.account.value = account;
  return entry;
}

Entries settled(Posting posting, std::vector<Entry> rows) {
  Entries entries = order();
  entries.record = {"us", RecordKind::settlement, "2026-02-06"};
  entries.posting = posting;
  entries.entries = std::move(rows);
  return entries;
}

Correction allowed(const char* locked = nullptr) {
  Correction correction;
  correction.run = "r1";
  correction.base = Currency::parse("USD").value();
  if (locked != nullptr) correction.locked_until = day(locked);
  return correction;
}

// "journal create WMS-…/1" of each document but contacts, from "WMS-2026-02-06-" on.
Steps steps(const Drafting& drafting) {
  CHECK(drafting.hold == "");
  Steps list;
  for (const Document& document : drafting.documents)
    if (document.kind != DocumentKind::contact)
      list.push_back(std::string(name_of(document.kind)) + " " + std::string(name_of(document.operation)) +
                     " " + document.key.substr(15) + "/" + std::to_string(document.step));
  return list;
}

struct Books {
  explicit Books(const Entries& entries) : desk(paying()) { take(desk.ledger.draft(entries, {}).value()); }
  void take(const Drafting& drafting) {
    shelf.take(drafting);
    shelf.post_all();
  }
  Drafting correct(const Entries& entries, const Correction& correction) const {
    return desk.ledger.correct(entries, shelf.posted(), correction).value();
  }
  Desk desk;
  Shelf shelf;
};

}  // namespace

TEST_CASE("rows that came to nothing and are placed apart are an entry of their day, in both shapes") {
  Posting posting = Posting::order;
  SUBCASE("order by order") {}
  SUBCASE("settlement by settlement") {
    posting = Posting::settlement;
  }
  // Equal words: the two rows are one entry, of nothing.
  const Entries nothing = settled(posting, {row(1, "0", "410")});
  const Entries apart = settled(posting, {row(1, "-7.50", "410"), row(2, "7.50", "220")});
  const Entries elsewhere = settled(posting, {row(1, "-7.50", "415"), row(2, "7.50", "220")});
  Books books(nothing);
  REQUIRE(books.shelf.standing.empty());
  const Drafting mended = books.correct(apart, allowed());
  CHECK(steps(mended) == Steps{"journal create 20260131~C1/1"});
  CHECK(mended.documents.back().date == day("2026-01-31"));
  CHECK(mended.documents.back().total == usd("7.50"));
  CHECK(says(mended.documents.back().content, "corrects WMS-2026-02-06-20260131 of 2026-01-31"));
  books.take(mended);
  CHECK(steps(books.correct(apart, allowed())).empty());

  // Taken back when its day is locked by then, corrected once more, taken back.
  const Drafting late = books.correct(nothing, allowed("2026-01-31"));
  CHECK(steps(late) == Steps{"journal create 20260131~C2/1"});
  CHECK(late.documents.back().date == day("2026-02-01"));
  books.take(books.correct(elsewhere, allowed()));
  CHECK(steps(books.correct(elsewhere, allowed())).empty());
  const Drafting back = books.correct(nothing, allowed());
  CHECK(steps(back) == Steps{"journal annul 20260131~C2/2"});
  books.take(back);
  CHECK(steps(books.correct(nothing, allowed())).empty());
  CHECK(steps(books.correct(apart, allowed())) == Steps{"journal create 20260131~C3/1"});
}

TEST_CASE("a month whose rows come to nothing by the rules of now is mended, and its document stays") {
  const Entries apart = settled(Posting::settlement, {row(1, "-7.50", "410"), row(2, "7.50", "220")});
  const Entries nothing = settled(Posting::settlement, {row(1, "0", "410")});
  Books books(apart);
  REQUIRE(books.shelf.standing.size() == 2);  // the contact and the document, which nothing is paid of
  books.take(books.correct(nothing, allowed()));
  CHECK(books.shelf.standing.back().document.key == "WMS-2026-02-06-202601~C1");
  CHECK(steps(books.correct(nothing, allowed())).empty());
  CHECK(steps(books.correct(apart, allowed())) == Steps{"journal annul 202601~C1/2",
                                                        "invoice update 202601/2", "invoice annul 202601/3",
                                                        "invoice create 202601/4"});
}

TEST_CASE("what was refused while a month's document was made anew is gone on with, or taken back") {
  const Entries wrong = settled(Posting::settlement, {row(1, "7.50", "410")});
  const Entries right = settled(Posting::settlement, {row(1, "7.50", "220")});
  Books books(wrong);
  const std::string number = "WMS-2026-02-06-202601";
  const Drafting anew = books.correct(right, allowed());
  CHECK(steps(anew) == Steps{"invoice update 202601/2", "invoice annul 202601/3", "invoice create 202601/4",
                             "payment remove 202601/2", "payment create 202601/3"});
  books.shelf.take(anew);
  const auto set = [&](DocumentKind kind, int step, DocumentState state) {
    for (Standing& each : books.shelf.standing)
      if (each.document.kind == kind && each.document.step == step) each.document.state = state;
  };
  CHECK(says(books.correct(right, allowed()).hold, "is not in Xero yet"));
  set(DocumentKind::payment, 2, DocumentState::posted);
  SUBCASE("it could not be renamed") {
    set(DocumentKind::invoice, 2, DocumentState::rejected);
    CHECK(steps(books.correct(right, allowed())) ==
          Steps{"invoice update 202601/2", "invoice annul 202601/3", "invoice create 202601/4"});
    books.take(books.correct(wrong, allowed()));  // or it stays, and is paid
    CHECK(steps(books.correct(wrong, allowed())).empty());
  }
  SUBCASE("it could not be voided") {
    set(DocumentKind::invoice, 2, DocumentState::posted);
    set(DocumentKind::invoice, 3, DocumentState::rejected);
    CHECK(steps(books.correct(right, allowed())) ==
          Steps{"invoice annul 202601/3", "invoice create 202601/4"});
    CHECK(steps(books.correct(wrong, allowed())) == Steps{"invoice update 202601/3"});
  }
  SUBCASE("it could not be made") {
    set(DocumentKind::invoice, 2, DocumentState::posted);
    set(DocumentKind::invoice, 3, DocumentState::posted);
    set(DocumentKind::invoice, 4, DocumentState::rejected);
    CHECK(steps(books.correct(right, allowed())) == Steps{"invoice create 202601/4"});
    CHECK(steps(books.correct(wrong, allowed())) == Steps{"invoice create 202601/4"});
    CHECK(says(books.correct(right, allowed("2026-01-31")).hold, "its month was locked"));
  }
  SUBCASE("it could not be paid") {
    for (const int step : {2, 3, 4}) set(DocumentKind::invoice, step, DocumentState::posted);
    set(DocumentKind::payment, 3, DocumentState::rejected);
    CHECK(steps(books.correct(right, allowed())) == Steps{"payment create 202601/3"});
    CHECK(steps(books.correct(wrong, allowed())) == Steps{"invoice update 202601/5", "invoice annul 202601/6",
                                                          "invoice create 202601/7",
                                                          "payment create 202601/3"});
  }
}
