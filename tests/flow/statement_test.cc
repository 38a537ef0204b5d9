// What the market says of its balance: it books nothing, and sums that do not hold are for a person.
#include "flow/statement.h"

#include <doctest/doctest.h>

#include "flow/settle_desk.h"

using namespace crosswalk;
using namespace crosswalk::tests;

TEST_CASE("a statement books nothing, and one whose sums do not hold waits for a person") {
  SettleDesk desk;
  auto& statement = desk.record(RecordKind::statement, "2026-02-10");
  Sums& sums = statement.facts.sums;
  sums.opening = usd("0");
  sums.paid = usd("849.80");
  sums.closing = usd("2370.87");
  sums.difference = usd("0");
  SUBCASE("all sums hold") {
    desk.receive_all();
    desk.book();
    CHECK(desk.state(RecordKind::statement, "2026-02-10") == "skipped");
    CHECK(desk.at(RecordKind::statement, "2026-02-10").reason.find("closing balance 2370.87 USD") !=
          std::string::npos);
  }
  SUBCASE("the balance does not follow") {
    sums.difference = usd("1.00");
    desk.receive_all();
    desk.book();
    CHECK(desk.state(RecordKind::statement, "2026-02-10") == "held");
    CHECK(desk.at(RecordKind::statement, "2026-02-10").reason.find("differs by 1.00 USD") !=
          std::string::npos);
    desk.replay(RecordKind::statement, "2026-02-10");
    CHECK(desk.state(RecordKind::statement, "2026-02-10") == "skipped");
  }
  SUBCASE("a part of it does not add up") {
    sums.doubt = "netPayable";
    desk.receive_all();
    desk.book();
    CHECK(desk.state(RecordKind::statement, "2026-02-10") == "held");
  }
  CHECK(desk.ledger.drafted.empty());
}
