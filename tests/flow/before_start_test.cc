// What shipped or settled before the books start: the opening balance holds it, whatever it settles as, and
// nobody is asked or told about it.
#include <doctest/doctest.h>

#include "flow/awaited_money.h"
#include "flow/clearing_proof.h"
#include "flow/reconcile.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

void from_february(flow::PairSettings& settings) {
  settings.books_start = day("2026-02-01");
}

// The worked order, whose mugs settle for 0.08 less than they were sold for.
RecordsSource::Kept& short_report(SettleDesk& desk) {
  worked_order(desk);
  auto& report = desk.record(report_kind, report_id);
  sale_rows(report);
  report.lines[0].line().amount = usd("49.90");
  report.facts.sums.payable = usd("115.48");
  return report;
}

flow::Reconciliation reconciled(SettleDesk& desk, std::string_view today) {
  flow::ReconcileScope scope;
  scope.pair = "us";
  scope.settlement = report_id;
  scope.today = day(today);
  scope.books_start = desk.settings.books_start;
  auto done = flow::reconcile(*desk.store, desk.source, desk.ledger, scope);
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
  return std::move(*done);
}

std::string findings(const flow::Reconciliation& done) {
  std::string text;
  for (const auto& finding : done.findings)
    text += std::string(name_of(finding.kind)) + " " + finding.money.text() + "; ";
  return text;
}

std::string causes(SettleDesk& desk) {
  const auto proof = flow::prove_clearing(*desk.store, desk.source, "us", Currency::parse("USD").value(),
                                          day("2026-02-28"), desk.settings.books_start);
  REQUIRE_MESSAGE(proof.ok(), (proof ? "" : proof.error().text()));
  CHECK(proof->holds());
  std::string text;
  for (const auto& cause : proof->causes) text += cause.text + " " + cause.amount.text() + "; ";
  return text;
}

}  // namespace

TEST_CASE("an order shipped before the start settles against the opening, also for another amount") {
  SettleDesk desk({}, true, from_february);
  short_report(desk);
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.mapper->asked == 0);
  CHECK(findings(reconciled(desk, "2026-02-10")).empty());
  CHECK(findings(reconciled(desk, "2026-02-28")) == "deposit missing 115.48 USD; ");
  CHECK(causes(desk) == "rows that are in the opening balance -115.48 USD; ");
}

TEST_CASE("a settlement that closed and was paid before the start asks for nothing") {
  SettleDesk desk({}, true, from_february);
  auto& report = short_report(desk);
  report.facts.sums.from = day("2026-01-10");
  report.facts.sums.to = day("2026-01-30");
  report.facts.sums.settles = day("2026-01-31");
  report.facts.sums.payable = usd("100.00");
  SettleDesk::row(report, LineClass::deposit, "Instant Payment", "Payout", "-5.00", "", "", "2026-01-29");
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "booked");
  const auto done = reconciled(desk, "2026-02-28");
  CHECK(findings(done).empty());
  CHECK(done.settlements.front().deposited == "none is due");
}

TEST_CASE("a payout before the start is booked against the opening on the day of its document") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) {
    from_february(settings);
    settings.posting = Posting::settlement;
    settings.accounts.opening = "490";
  });
  auto& report = desk.record(report_kind, report_id);
  SettleDesk::row(report, LineClass::deposit, "Instant Payment", "Payout", "-5.00", "", "", "2026-01-29");
  SettleDesk::row(report, LineClass::fee, "Adjustment", "Label", "-7.85");
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "booked");
  for (Date at = day("2026-01-28"); at < day("2026-02-09"); at = at.plus_days(1)) {
    const auto proof = flow::prove_clearing(*desk.store, desk.source, "us", Currency::parse("USD").value(),
                                            at, desk.settings.books_start);
    REQUIRE_MESSAGE(proof.ok(), (proof ? "" : proof.error().text()));
    CAPTURE(at.text());
    CHECK(proof->holds());
    CHECK(proof->books == usd(at < day("2026-02-06") ? "0" : "-12.85"));
  }
}

TEST_CASE("what was given back before the start is not awaited, nor a part of what is booked") {
  SettleDesk desk({}, true, from_february);
  worked_order(desk);
  auto& back = desk.record(return_kind, "R1");
  SettleDesk::refund(back, po, LineClass::refund, "-24.99", sku_mug).date = day("2026-01-31");
  auto& report = desk.record(report_kind, report_id);
  SettleDesk::row(report, LineClass::refund, "Refund", "Product Price", "-24.99", po, sku_mug);
  desk.receive_all();
  desk.book();
  CHECK(desk.state(return_kind, "R1") == "skipped");
  CHECK(desk.rows(report_id) == "tied 1");
  CHECK(flow::awaited_money(*desk.store, "us").value().empty());
  CHECK(causes(desk) == "rows that are in the opening balance 24.99 USD; ");
}
