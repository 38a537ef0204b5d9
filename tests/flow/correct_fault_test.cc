// Corrections of everything, rolled back and made again, while calls to the ledger fail before and after they
// took effect: in the end it shows what it shows after a life without faults, each step once.
#include <doctest/doctest.h>

#include "flow/correction_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

struct Run {
  const char* name;
  const char* back;
};

constexpr Run runs[] = {{"r1", ""}, {"back", "r1"}, {"again", "back"}};

// In bad weather a person sends round again what was refused; it clears up in the end.
void carry_out(CorrectionBooks& books, const Run& run, double faults, bool every) {
  books.set_faults(faults, every);
  if (run.back[0] == '\0')
    books.correct(run.name);
  else
    books.roll_back(run.back, run.name);
  for (int round = 1; round <= 12; ++round) {
    if (round == 4) books.set_faults(0);
    const bool sent = books.send_again(run.name);
    books.pass();
    if (round > 4 && !sent) break;
  }
  CHECK(books.held() == "");
  CHECK(books.unfinished() == "");
}

struct Seen {
  Balance balance;
  std::vector<std::string> numbers;
  std::vector<std::string> picture;
};

std::vector<Seen> lived_through(const BooksShape& shape, double faults, bool every) {
  CorrectionBooks books(shape, true);
  REQUIRE(books.held() == "");
  books.mend();
  std::vector<Seen> seen;
  for (const Run& run : runs) {
    CAPTURE(run.name);
    carry_out(books, run, faults, every);
    seen.push_back({books.balance(), books.numbers(), books.picture()});
  }
  if (faults > 0) CHECK(books.faults_struck() > 10);
  return seen;
}

void same_in_a_storm(const BooksShape& shape, double faults) {
  const auto calm = lived_through(shape, 0, false);
  REQUIRE(calm[0].balance != calm[1].balance);
  for (const bool every : {false, true}) {
    CAPTURE(every);
    const auto storm = lived_through(shape, faults, every);
    for (std::size_t run = 0; run < std::size(runs); ++run) {
      const std::string name = runs[run].name;
      CAPTURE(name);
      CHECK(storm[run].balance == calm[run].balance);
      CHECK(difference(storm[run].numbers, calm[run].numbers) == "");
      CHECK(difference(storm[run].picture, calm[run].picture) == "");
    }
  }
}

}  // namespace

TEST_CASE("corrections, roll-back and all again under every fault of Xero, order by order") {
  same_in_a_storm({}, 0.15);
}

TEST_CASE("corrections, roll-back and all again under every fault of Xero, settlement by settlement") {
  BooksShape shape;
  shape.posting = Posting::settlement;
  same_in_a_storm(shape, 0.15);
}

TEST_CASE("corrections, roll-back and all again under every fault of CloudSuite") {
  BooksShape shape;
  shape.cloudsuite = true;
  SUBCASE("order by order") {}
  SUBCASE("settlement by settlement") {
    shape.posting = Posting::settlement;
  }
  same_in_a_storm(shape, 0.1);
}
