// What shows a settlement's money in the bank: a line of a statement, or a transfer in the ledger, each one
// payment only.
#include "flow/reconcile_desk.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// A transfer of the worked settlement whose bank line a person has matched in the ledger.
void matched_transfer(SettleDesk& desk, const std::string& key, std::string_view date,
                      std::string_view amount) {
  Document transfer;
  transfer.pair = "us";
  transfer.kind = DocumentKind::bank_transfer;
  transfer.key = key;
  transfer.record = RecordKey{"us", report_kind, report_id};
  transfer.content = "{}";
  transfer.total = usd(amount);
  transfer.date = day(date);
  auto& store = *desk.store;
  REQUIRE(store.add_documents("us", {&transfer, 1}, "w1", desk.clock.now()).ok());
  Attempt attempt;
  attempt.id = key;
  attempt.pair = "us";
  for (auto& document : store.sendable("us", Side::ledger, 50, desk.clock.now()).value())
    if (document.key == key) attempt.members.push_back(std::move(document));
  REQUIRE(attempt.members.size() == 1);
  Outcomes outcomes(1);
  outcomes[0].kind = Outcome::Kind::posted;
  outcomes[0].receipt = Receipt{"X-" + key, "RECONCILED", transfer.total, {}};
  REQUIRE(store.begin_attempt(attempt, "w1", Millis(60'000), desk.clock.now()).ok());
  REQUIRE(store.finish_attempt(key, attempt.members, outcomes, Cause::answer, "w1", desk.clock.now()).ok());
}

}  // namespace

TEST_CASE("a deposit shows one settlement only") {
  Worked worked;
  auto& second = worked.desk.record(report_kind, "2026-02-13");
  second.facts.sums.from = day("2026-02-07");
  second.facts.sums.to = day("2026-02-13");
  SettleDesk::row(second, LineClass::fee, "Adjustment", "Label", "68.35", "", "", "2026-02-10");
  worked.book();
  deposit(worked.desk, "2026-02-15", "68.35");
  auto period = scope("2026-03-15", "");
  period.span = {day("2026-01-24"), day("2026-02-28")};
  const auto done = reconciled(worked.desk, period);
  CHECK(done.settlements.size() == 2);
  CHECK(said(done) == "deposit missing 68.35 USD");
  // Whatever is asked for, the line is the first one's.
  CHECK(said(reconciled(worked.desk, scope("2026-03-15"))).empty());
  CHECK(said(reconciled(worked.desk, scope("2026-03-15", "2026-02-13"))) == "deposit missing 68.35 USD");
  period.span.from = day("2026-02-07");
  CHECK(said(reconciled(worked.desk, period)) == "deposit missing 68.35 USD");
}

TEST_CASE("a bank line that shows an early payout of one settlement is no deposit of the next") {
  Worked worked;
  SettleDesk::row(*worked.report, LineClass::deposit, "Instant Payment", "Payout", "-20.00", "", "",
                  "2026-02-05");
  auto& second = worked.desk.record(report_kind, "2026-02-13");
  second.facts.sums.from = day("2026-02-07");
  second.facts.sums.to = day("2026-02-13");
  SettleDesk::row(second, LineClass::fee, "Adjustment", "Label", "20.00", "", "", "2026-02-10");
  worked.book();
  deposit(worked.desk, "2026-02-15", "20.00");
  CHECK(said(reconciled(worked.desk, scope("2026-03-15", "2026-02-13"))) == "deposit missing 20.00 USD");
  deposit(worked.desk, "2026-02-16", "20.00");
  CHECK(said(reconciled(worked.desk, scope("2026-03-15", "2026-02-13"))).empty());
}

TEST_CASE("a transfer in the ledger shows the deposit or the early payout of its own amount, one of them") {
  Worked worked;
  SettleDesk::row(*worked.report, LineClass::deposit, "Instant Payment", "Payout", "-20.00", "", "",
                  "2026-02-01");
  SettleDesk::row(*worked.report, LineClass::deposit, "Instant Payment", "Payout", "-20.00", "", "",
                  "2026-02-01");
  worked.book();
  const auto missing = [&] {
    std::string text;
    for (const auto& finding : reconciled(worked.desk, scope("2026-02-28")).findings)
      if (finding.kind == flow::FindingKind::deposit_missing) text += finding.money.text() + "; ";
    return text;
  };
  CHECK(missing() == "28.35 USD; 20.00 USD; 20.00 USD; ");
  matched_transfer(worked.desk, "P1", "2026-02-01", "20.00");
  CHECK(missing() == "28.35 USD; 20.00 USD; ");
  matched_transfer(worked.desk, "D1", "2026-02-10", "28.34");
  CHECK(missing() == "28.35 USD; 20.00 USD; ");
  matched_transfer(worked.desk, "D0", "2026-02-05", "28.35");  // the period was not over
  CHECK(missing() == "28.35 USD; 20.00 USD; ");
  matched_transfer(worked.desk, "P2", "2026-02-01", "20.00");
  CHECK(missing() == "28.35 USD; ");
  matched_transfer(worked.desk, "D2", "2026-02-10", "28.35");
  CHECK(missing().empty());
}
