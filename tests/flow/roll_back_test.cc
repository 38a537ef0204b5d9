// A run of corrections taken back, and made again, over everything that a seller's month has: invoices and
// their payments, credit notes and their refunds or allocations, and the settlements on top of them.
#include <doctest/doctest.h>

#include <algorithm>

#include "flow/correction_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

int ending_in(const std::vector<std::string>& numbers, const std::string& end) {
  return static_cast<int>(std::count_if(numbers.begin(), numbers.end(),
                                        [&](const std::string& number) { return number.ends_with(end); }));
}

void check_sound(CorrectionBooks& books, const std::string& held) {
  CHECK(books.held() == held);
  CHECK(books.unfinished() == "");
}

// The same numbers, the same money, each time; what is paid is paid to the cent.
void taken_back_and_made_again(CorrectionBooks& books, const Balance& truth) {
  const Balance mistaken = books.balance();
  REQUIRE(mistaken != truth);
  const auto numbers = books.numbers();
  const std::string held = books.held();
  books.mend();
  books.correct("r1");
  CHECK(books.balance() == truth);
  CHECK(books.numbers() == numbers);
  check_sound(books, held);
  books.roll_back("r1", "back");
  CHECK(books.balance() == mistaken);
  CHECK(books.numbers() == numbers);
  check_sound(books, held);
  books.roll_back("back", "again");
  CHECK(books.balance() == truth);
  CHECK(books.numbers() == numbers);
  check_sound(books, held);
}

}  // namespace

TEST_CASE(
    "paid invoices and refunded credit notes are voided and made again under their numbers, each round") {
  const BooksShape shape;
  CorrectionBooks books(shape, true);
  const int notes = static_cast<int>(books.rig().xero().documents(simulator::SimList::credit_notes).size());
  const int documents = static_cast<int>(books.numbers().size());
  REQUIRE(notes > 0);
  REQUIRE(documents > notes);
  taken_back_and_made_again(books, CorrectionBooks(shape, false).balance());
  const auto voided = books.numbers(true);
  for (const char* end : {"~V1", "~V2", "~V3"}) CHECK(ending_in(voided, end) == documents);
  CHECK(static_cast<int>(voided.size()) == 3 * documents);
  // Money that stands lies on what stands.
  for (const auto& invoice : books.rig().xero().invoices())
    if (invoice.status != "VOIDED") CHECK_MESSAGE(invoice.status == "PAID", invoice.number);
}

TEST_CASE("invoices that a settlement pays stay, and what mends them comes and goes") {
  BooksShape shape;
  shape.pays_settled = true;
  CorrectionBooks books(shape, true);
  taken_back_and_made_again(books, CorrectionBooks(shape, false).balance());
  int paid = 0;
  for (const auto& invoice : books.rig().xero().invoices()) {
    if (invoice.status == "PAID") ++paid;
    CHECK_MESSAGE(invoice.status != "VOIDED", invoice.number);
  }
  CHECK(paid > 0);
}

TEST_CASE("what is allocated is left to a person where no journal may stand, and the rest comes and goes") {
  BooksShape shape;
  shape.clearing = false;
  CorrectionBooks books(shape, true);
  const Balance mistaken = books.balance();
  const auto numbers = books.numbers();
  const auto allocated = [&] {
    std::size_t found = 0;
    for (const auto& note : books.rig().xero().documents(simulator::SimList::credit_notes))
      found += note.allocations.size();
    return found;
  };
  const auto before = allocated();
  REQUIRE(before > 0);
  const auto lines = [](const std::string& text) { return std::count(text.begin(), text.end(), '\n'); };
  const auto held = lines(books.held());
  books.mend();
  books.correct("r1");
  const Balance corrected = books.balance();
  CHECK(corrected != mistaken);
  CHECK(lines(books.held()) > held);
  CHECK(books.held().find("without books.clearing_account there is no right to the journal") !=
        std::string::npos);
  CHECK(books.rig().xero().journals().empty());
  CHECK(books.unfinished() == "");
  books.roll_back("r1", "back");
  CHECK(books.balance() == mistaken);
  books.roll_back("back", "again");
  CHECK(books.balance() == corrected);
  CHECK(books.numbers() == numbers);
  CHECK(books.unfinished() == "");
  CHECK(allocated() == before);
}

TEST_CASE("documents of a month and what orders inform them of are taken back and made again together") {
  BooksShape shape;
  shape.posting = Posting::settlement;
  CorrectionBooks books(shape, true);
  const int documents = static_cast<int>(books.numbers().size());
  taken_back_and_made_again(books, CorrectionBooks(shape, false).balance());
  const auto voided = books.numbers(true);
  CHECK(ending_in(voided, "~V1") > documents / 2);
  CHECK(ending_in(voided, "~V2") == ending_in(voided, "~V1"));
}

TEST_CASE("a run is taken back in CloudSuite by reversing rows, and booked again") {
  BooksShape shape;
  shape.cloudsuite = true;
  SUBCASE("order by order") {}
  SUBCASE("settlement by settlement") {
    shape.posting = Posting::settlement;
  }
  CorrectionBooks books(shape, true);
  const Balance mistaken = books.balance();
  const Balance documents = books.by_document();
  const auto rows = books.cloudsuite().ledger().size();
  CorrectionBooks right(shape, false);
  REQUIRE(mistaken != right.balance());
  books.mend();
  const std::string held = books.held();
  books.correct("r1");
  CHECK(books.balance() == right.balance());
  CHECK(books.by_document() == right.by_document());
  check_sound(books, held);
  books.roll_back("r1", "back");
  CHECK(books.balance() == mistaken);
  CHECK(books.by_document() == documents);
  check_sound(books, held);
  books.roll_back("back", "again");
  CHECK(books.by_document() == right.by_document());
  check_sound(books, held);
  CHECK(books.cloudsuite().ledger().size() > rows);  // nothing is ever taken out of a general ledger
  for (const auto& used : books.cloudsuite().run_groups_interfaced())
    CHECK_MESSAGE(used.second == 1, used.first);
}
