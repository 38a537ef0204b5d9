// The opening balance: booked once, counted down by the rows of what happened before the start, and never
// changed without a person.
#include <doctest/doctest.h>

#include "flow/clearing_proof.h"
#include "flow/opening_balance.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

using Adjust = std::function<void(flow::PairSettings&)>;
constexpr auto opening_kind = RecordKind::opening;

void opened_with(flow::PairSettings& settings, const char* amount) {
  settings.currency = Currency::parse("USD").value();
  settings.books_start = day("2026-02-01");
  settings.accounts.opening = "490";
  settings.accounts.opening_balance = Decimal::parse(amount).value();
}

// What crosswalk.yaml says, as the engine receives it.
void say(SettleDesk& desk, const char* amount = nullptr) {
  if (amount != nullptr) desk.settings.accounts.opening_balance = Decimal::parse(amount).value();
  const RawRecord record = flow::opening_record(desk.settings);
  REQUIRE(desk.store->receive("us", {&record, 1}, "", "", desk.clock.now()).ok());
  desk.book();
}

std::string expected(SettleDesk& desk) {
  const auto standing = flow::opening_standing(*desk.store, "us").value();
  return standing ? standing->expected.amount.text(2) : "none";
}

}  // namespace

TEST_CASE("the opening balance is booked once, and what settles of it books nothing more, in either shape") {
  Adjust shape = [](flow::PairSettings&) {};
  SUBCASE("by order") {}
  SUBCASE("by settlement") {
    shape = [](flow::PairSettings& settings) {
      settings.posting = Posting::settlement;
      settings.accounts.carried_forward = "850";
    };
  }
  SettleDesk desk({}, true, [&](flow::PairSettings& settings) {
    opened_with(settings, "115.56");
    shape(settings);
  });
  say(desk);
  CHECK(desk.state(opening_kind, "opening") == "booked");
  CHECK(desk.balance("clearing", "2026-01-31") == "0.00");
  CHECK(desk.balance("clearing", "2026-02-01") == "115.56");
  CHECK(desk.balance("490") == "-115.56");
  CHECK(expected(desk) == "115.56");
  worked_order(desk);
  auto& report = desk.record(report_kind, report_id);
  sale_rows(report);
  desk.receive(order_kind, po);
  desk.receive(report_kind, report_id);
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("490") == "-115.56");
  CHECK(desk.balance("clearing") == "115.56");
  CHECK(expected(desk) == "0.00");
  const auto proof =
      flow::prove_clearing(*desk.store, desk.source, "us", Currency::parse("USD").value(), day("2026-02-28"));
  REQUIRE(proof.ok());
  CHECK(proof->unexplained.text() == "0.00 USD");
  say(desk);
  desk.replay(opening_kind, "opening");
  CHECK(desk.balance("clearing") == "115.56");
}

TEST_CASE("another number is told after the first was booked, and booked as a difference by a replay alone") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) { opened_with(settings, "100.00"); });
  say(desk);
  say(desk, "90.00");
  CHECK(desk.state(opening_kind, "opening") == "held");
  CHECK(desk.at(opening_kind, "opening").reason.find("booked as 100.00 USD of 2026-02-01") !=
        std::string::npos);
  CHECK(desk.balance("clearing") == "100.00");
  say(desk, "100.00");
  CHECK(desk.state(opening_kind, "opening") == "booked");
  say(desk, "90.00");
  desk.replay(opening_kind, "opening");
  CHECK(desk.state(opening_kind, "opening") == "booked");
  CHECK(desk.balance("clearing") == "90.00");
  CHECK(desk.balance("490") == "-90.00");
  say(desk, "-5.00");
  desk.replay(opening_kind, "opening");
  CHECK(desk.balance("clearing") == "-5.00");
}

TEST_CASE("what is still expected of the opening balance long after the start is an exception") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) { opened_with(settings, "40.00"); });
  say(desk);
  auto& report = desk.record(report_kind, report_id);
  SettleDesk::row(report, LineClass::product, "Sale", "Product Price", "15.00", "999", "PLATE", "2026-01-30");
  desk.receive(report_kind, report_id);
  desk.book();
  CHECK(expected(desk) == "25.00");
  const auto proven = [&](const char* at) {
    return flow::prove_clearing(*desk.store, desk.source, "us", Currency::parse("USD").value(), day(at),
                                day("2026-02-01"))
        .value();
  };
  CHECK(proven("2026-03-03").holds());
  const auto late = proven("2026-03-04");
  CHECK(late.unexplained == usd("0"));
  CHECK(late.faults.empty());
  CHECK_FALSE(late.holds());
  flow::ReconcileScope scope;
  scope.pair = "us";
  scope.books_start = day("2026-02-01");
  const auto told = [&](const char* today) {
    scope.today = day(today);
    const auto done = flow::reconcile(*desk.store, desk.source, desk.ledger, scope).value();
    std::string text;
    for (const auto& finding : done.findings)
      if (finding.kind == flow::FindingKind::opening_expected) text += finding.money.text() + "; ";
    return text;
  };
  CHECK(told("2026-03-03").empty());
  CHECK(told("2026-03-04") == "25.00 USD; ");
}

TEST_CASE("no opening balance is booked over rows that are booked against the opening account already") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) {
    opened_with(settings, "0.00");
    settings.accounts.opening_balance.reset();
  });
  worked_order(desk);
  sale_rows(desk.record(report_kind, report_id));
  desk.receive(order_kind, po);
  desk.receive(report_kind, report_id);
  desk.book();
  CHECK(desk.balance("490") == "-115.56");
  say(desk, "115.56");
  CHECK(desk.state(opening_kind, "opening") == "held");
  CHECK(desk.at(opening_kind, "opening").reason.find("settlement 2026-02-06") != std::string::npos);
  CHECK(desk.balance("490") == "-115.56");
}
