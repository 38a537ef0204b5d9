// Corrections of settlements through the whole engine, in both shapes: after a rule of fees was mended the
// books are those that had the right rule from the beginning, a locked period is left alone, a run can be
// taken back and made again.
#include <doctest/doctest.h>

#include "flow/fee_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis hour{3'600'000};
constexpr const char* wrong = R"(class = "commission", use = "410")";

struct Books : FeeBooks {
  Books(bool mistaken, Posting posting) : FeeBooks(mistaken, posting, wrong) { pass(6); }
  void pass(int times) { FeeBooks::pass(times, hour); }
  void mend() {
    rules.edit("account.lua", wrong, right);
    rig.restart();
  }
  void correct(const std::string& run) {
    for (const auto& row : settlements())
      REQUIRE(rig.store().correct(row.id, {run, ""}, "ann", rig.clock().now()));
    pass(6);
  }
  void roll_back(const std::string& run, const std::string& as) {
    for (const auto id : rig.store().corrected_records("us", run).value())
      REQUIRE(rig.store().correct(id, {as, run}, "ann", rig.clock().now()));
    pass(6);
  }
  // What the settlements wait for; "" when they are booked.
  std::string held() {
    std::string reasons;
    for (const auto& row : settlements())
      if (row.state != RecordState::booked) reasons += row.key.id + ": " + row.reason + "\n";
    return reasons;
  }
  // How the rows stand, and where the booked ones are.
  std::string standing() {
    std::string text;
    for (const auto& row : settlements()) {
      for (const auto& count : rig.store().settlement_counts(row.id).value())
        text += std::string(name_of(count.state)) + " " + std::to_string(count.count) + " " +
                count.amount.text() + "\n";
      for (const auto& booked : rig.store().booked_rows(row.id, 0, 1'000'000).value())
        text += booked.account + " " + booked.account_at + "\n";
    }
    return text;
  }
  std::vector<std::string> numbers() {
    std::vector<std::string> out;
    for (const auto& invoice : rig.xero().invoices())
      if (invoice.status != "VOIDED" && invoice.status != "DELETED" && invoice.number.starts_with("WMS-"))
        out.push_back(invoice.number);
    std::sort(out.begin(), out.end());
    return out;
  }
  void check_sound() {
    const auto counts = rig.store().counts("us").value();
    for (const auto& count : counts.documents)
      CHECK_MESSAGE((count.name == "posted" || count.name == "withdrawn" || count.name == "voided"),
                    count.count << " documents are " << count.name);
  }
};

void corrected_and_taken_back(Posting posting, bool locked) {
  Books books(true, posting);
  REQUIRE(books.held() == "");
  const auto mistaken = books.balance();
  const auto truth = Books(false, posting).balance();
  REQUIRE(mistaken != truth);
  const auto numbers = books.numbers();
  const std::string before = books.standing();
  if (locked) books.rig.xero().lock(Date::parse("2026-01-31").value());
  books.rig.advance(hour);
  books.mend();
  books.correct("r1");
  CHECK(books.held() == "");
  CHECK(books.balance() == truth);
  CHECK(books.numbers() == numbers);
  CHECK(books.standing() != before);
  const bool in_place = posting == Posting::settlement && !locked;
  const auto journals = books.rig.xero().journals();
  CHECK(journals.empty() == in_place);
  for (const auto& journal : journals) {
    CHECK(journal.narration.find("corrects WMS-") != std::string::npos);
    if (locked) CHECK(journal.date > Date::parse("2026-01-31").value());
  }
  books.check_sound();

  const int writes = books.rig.writes();
  books.correct("r2");
  CHECK(books.rig.writes() == writes);

  books.roll_back("r1", "back");
  CHECK(books.held() == "");
  CHECK(books.balance() == mistaken);
  CHECK(books.numbers() == numbers);
  CHECK(books.standing() == before);  // every row, the account it is on and the rule that says so
  books.check_sound();

  books.roll_back("back", "again");
  CHECK(books.balance() == truth);
  CHECK(books.numbers() == numbers);
  books.check_sound();
}

}  // namespace

TEST_CASE("corrected fees of settlements are beside their bank transactions") {
  SUBCASE("where all days are open") {
    corrected_and_taken_back(Posting::order, false);
  }
  SUBCASE("where a period is locked") {
    corrected_and_taken_back(Posting::order, true);
  }
}

TEST_CASE(
    "a settlement's documents of a month are made anew under their numbers, or mended in the open one") {
  SUBCASE("where all days are open") {
    corrected_and_taken_back(Posting::settlement, false);
  }
  SUBCASE("where a period is locked") {
    corrected_and_taken_back(Posting::settlement, true);
  }
}

TEST_CASE("what orders only inform of is corrected with the settlement that books it") {
  const std::string sold = R"(class = "product", use = "200")";
  const std::string mistaken = R"(class = "product", use = "215")";
  Books books(true, Posting::settlement);
  const auto balance = books.balance();
  books.mend();
  books.rules.edit("account.lua", sold, mistaken);
  books.rig.restart();
  store::RecordFilter filter;
  filter.pair = "us";
  for (const auto& row : books.rig.store().records(filter).value())
    if (row.key.kind == RecordKind::order && row.state == RecordState::booked)
      REQUIRE(books.rig.store().correct(row.id, {"r1", ""}, "ann", books.rig.clock().now()));
  books.correct("r1");
  CHECK(books.held() == "");
  auto moved = books.balance();
  CHECK(moved.count("200") == 0);
  CHECK(moved["215"] == balance.at("200"));
}

TEST_CASE("a settlement whose booked row would be held now is left as it is, and says why") {
  Books books(true, Posting::order);
  const auto balance = books.balance();
  books.rules.edit("account.lua", R"(class = "commission", use = "410")",
                   R"(class = "commission", use = hold "ask the accountant")");
  books.rig.restart();
  const int writes = books.rig.writes();
  books.correct("r1");
  CHECK(books.rig.writes() == writes);
  CHECK(books.balance() == balance);
  CHECK(books.held().find("is booked and would now be held: ask the accountant") != std::string::npos);
  CHECK(books.rig.store().corrected_records("us", "r1").value().empty());
}

TEST_CASE("a settlement of which somebody has deleted a payment is left as it is, and says so") {
  Books books(true, Posting::settlement);
  const auto numbers = books.numbers();
  REQUIRE_FALSE(numbers.empty());
  std::string paid;
  for (const auto& payment : books.rig.xero().payments())
    if (payment.reference == numbers.front()) paid = payment.id;
  REQUIRE(
      books.rig.xero().by_person("POST", "Payments/" + paid, R"({"Payments":[{"Status":"DELETED"}]})").ok());
  books.pass(3);
  books.mend();
  const auto balance = books.balance();
  const std::string report = numbers.front().substr(4, 10);
  for (const auto& row : books.settlements())
    if (row.key.id == report)
      REQUIRE(books.rig.store().correct(row.id, {"r1", ""}, "ann", books.rig.clock().now()));
  books.pass(3);
  CHECK(books.balance() == balance);
  CHECK(books.held().find("is other in Xero than it was sent") != std::string::npos);
}
