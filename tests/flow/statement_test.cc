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

TEST_CASE("a statement is tied to the settlement that closed last") {
  SettleDesk desk;
  const auto settled = [&](const char* id, const char* to, const char* payable) {
    REQUIRE(flow::keep_settlement(*desk.store, "us", {id, day(to), usd(payable)}).ok());
  };
  settled("2026-01-27", "2026-01-23", "12.00");
  settled("2026-02-10", "2026-02-06", "68.35");
  auto& statement = desk.record(RecordKind::statement, "2026-02-24");
  Sums& sums = statement.facts.sums;
  sums.to = day("2026-02-12");
  sums.opening = usd("68.35");
  sums.paid = usd("0");
  sums.closing = usd("80.00");
  sums.difference = usd("0");
  const auto looked = [&] {
    desk.receive_all();
    desk.book();
    const auto row = desk.at(RecordKind::statement, "2026-02-24");
    return std::string(name_of(row.state)) + ": " + row.reason;
  };
  SUBCASE("it opens with what was payable") {
    CHECK(looked().find("; it opens with the payable 68.35 USD of settlement 2026-02-10") !=
          std::string::npos);
  }
  SUBCASE("it says that it was paid") {
    sums.opening = usd("1.00");
    sums.paid = usd("68.35");
    CHECK(looked().find("; it paid the payable 68.35 USD") != std::string::npos);
  }
  SUBCASE("it goes with neither") {
    sums.opening = usd("68.34");
    CHECK(looked().starts_with("held: "));
  }
  SUBCASE("a period has closed since whose report is not there yet") {
    sums.opening = usd("99.00");
    sums.to = day("2026-02-21");
    CHECK(looked().starts_with("skipped: "));
  }
  SUBCASE("a balance that opens with nothing says nothing") {
    sums.opening = usd("0");
    CHECK(looked().starts_with("skipped: "));
  }
}
