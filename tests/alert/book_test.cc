// What is told, when it is told again, and what survives a restart.
#include "alert/book.h"

#include <doctest/doctest.h>

#include "alert/causes.h"

namespace crosswalk::alert {
namespace {

constexpr Millis minute{60'000};
constexpr Millis hour{3'600'000};

// A book in the hands of one target. Between any two steps it is written and read, as a restart would.
struct Desk {
  Policy policy;
  Book book;
  Instant now = noon();

  Desk() { policy.name = "log"; }
  void stands(std::vector<AlertCause> causes) { book.observe("us", "records", std::move(causes), now); }
  std::vector<Alert> claim(bool hurry = false) {
    auto again = Book::parse(book.text());
    REQUIRE_MESSAGE(again.ok(), (again ? "" : again.error().text()));
    CHECK(again->text() == book.text());
    book = std::move(*again);
    return book.claim(policy, hurry, now, now + 5 * minute);
  }
  // How many were told.
  std::size_t tell(bool delivered = true) {
    const auto alerts = claim();
    book.finish(policy, alerts, delivered, now);
    return alerts.size();
  }
};

}  // namespace

TEST_CASE("a fresh cause gathers for a moment and is then told once with its whole count") {
  Desk desk;
  desk.stands({held(1)});
  CHECK(desk.tell() == 0);
  desk.now = desk.now + minute;
  desk.stands({held(34)});
  const auto alerts = desk.claim();
  REQUIRE(alerts.size() == 1);
  CHECK(alerts[0].cause.count == 34);
  CHECK(alerts[0].cause.money == held(34).money);
  CHECK(alerts[0].since == noon());
  desk.book.finish(desk.policy, alerts, true, desk.now);
  CHECK(desk.tell() == 0);
}

TEST_CASE("who is in a hurry does not wait for a fresh cause to grow") {
  Desk desk;
  desk.stands({held(1)});
  CHECK(desk.claim(true).size() == 1);
}

TEST_CASE("the quiet period holds unless the count doubles") {
  Desk desk;
  desk.stands({held(10)});
  desk.now = desk.now + minute;
  REQUIRE(desk.tell() == 1);
  desk.now = desk.now + 10 * minute;
  desk.stands({held(19)});
  CHECK(desk.tell() == 0);
  desk.stands({held(20)});
  CHECK(desk.tell() == 1);
  desk.now = desk.now + 59 * minute;
  desk.stands({held(21)});
  CHECK(desk.tell() == 0);
  desk.now = desk.now + minute;
  CHECK(desk.tell() == 1);
}

TEST_CASE("what stands unchanged is told again a day later only") {
  Desk desk;
  desk.stands({held(1)});
  desk.now = desk.now + minute;
  REQUIRE(desk.tell() == 1);
  desk.now = desk.now + 23 * hour;
  CHECK(desk.tell() == 0);
  desk.now = desk.now + hour;
  CHECK(desk.tell() == 1);
}

TEST_CASE("a cause that comes and goes is told once in the quiet period") {
  Desk desk;
  desk.stands({held(1)});
  desk.now = desk.now + minute;
  REQUIRE(desk.tell() == 1);
  for (int i = 0; i < 4; ++i) {
    desk.now = desk.now + 5 * minute;
    desk.stands({});
    desk.book.forget({desk.policy}, desk.now);
    CHECK(desk.tell() == 0);
    desk.now = desk.now + 5 * minute;
    desk.stands({held(1)});
    CHECK(desk.tell() == 0);
  }
  desk.now = desk.now + hour;
  CHECK(desk.tell() == 1);
}

TEST_CASE("that it is over is said to who asked for it, once, and only after it was told") {
  Desk desk;
  desk.stands({held(1)});
  desk.now = desk.now + minute;
  REQUIRE(desk.tell() == 1);
  desk.stands({});
  CHECK(desk.tell() == 0);
  desk.policy.cleared = true;
  const auto over = desk.claim();
  REQUIRE(over.size() == 1);
  CHECK(over[0].over);
  desk.book.finish(desk.policy, over, true, desk.now);
  CHECK(desk.tell() == 0);
  CHECK_FALSE(desk.book.forget({desk.policy}, desk.now));
  CHECK(desk.book.forget({desk.policy}, desk.now + hour));
  CHECK(desk.book.entries().empty());
  desk.stands({held(1)});
  desk.stands({});
  CHECK(desk.tell() == 0);
}

TEST_CASE("a telling that failed is tried again, later each time, and nobody tells it meanwhile") {
  Desk desk;
  desk.stands({held(1)});
  desk.now = desk.now + minute;
  for (const Millis wait : {minute, 2 * minute, 4 * minute}) {
    REQUIRE(desk.tell(false) == 1);
    desk.now = desk.now + (wait - Millis(1));
    CHECK(desk.tell() == 0);
    desk.now = desk.now + Millis(1);
  }
  CHECK(desk.tell() == 1);
}

TEST_CASE("what a process took and did not finish is told by another after the lease") {
  Desk desk;
  desk.stands({held(1)});
  desk.now = desk.now + minute;
  REQUIRE(desk.claim().size() == 1);
  desk.now = desk.now + 4 * minute;
  CHECK(desk.claim().empty());
  desk.now = desk.now + minute;
  CHECK(desk.claim().size() == 1);
}

TEST_CASE("a target is told only what it wants, and a cause with patience when that has passed") {
  Desk desk;
  desk.policy.kinds = {AlertKind::operations};
  auto slow = failing();
  slow.patience = 15 * minute;
  desk.stands({held(1), slow});
  desk.now = desk.now + 14 * minute;
  CHECK(desk.tell() == 0);
  desk.now = desk.now + minute;
  CHECK(desk.tell() == 1);
  desk.policy.severity = AlertSeverity::error;
  desk.stands({held(1), slow, failing(AlertSeverity::error)});
  auto grave = failing(AlertSeverity::error);
  grave.name = "sign-in";
  desk.stands({held(1), slow, grave});
  desk.now = desk.now + minute;
  const auto alerts = desk.claim();
  REQUIRE(alerts.size() == 1);
  CHECK(alerts[0].cause.severity == AlertSeverity::error);
}

TEST_CASE("what is kept is bounded, and an unreadable text is an error") {
  Book book;
  std::vector<AlertCause> many;
  for (int i = 0; i < 600; ++i) many.push_back(held(1, std::to_string(i)));
  book.observe("us", "records", many, noon());
  CHECK(book.entries().size() == limits::alert_causes);
  CHECK(Book::parse("")->entries().empty());
  for (const char* text : {"{", "7", "[{}]", "[{\"id\": 1}]"}) CHECK_FALSE(Book::parse(text).ok());
}

}  // namespace crosswalk::alert
