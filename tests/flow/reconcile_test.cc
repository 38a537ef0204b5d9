// Everything against everything: order, settlement row, ledger document.
#include "flow/reconcile_desk.h"
#include "flow/settled_world.h"
#include "flow/tampered_store.h"

using namespace crosswalk;
using namespace crosswalk::tests;
using flow::FindingKind;

namespace {

void by_settlement(flow::PairSettings& pair) {
  pair.posting = Posting::settlement;
  pair.accounts.carried_forward = "125";
}

}  // namespace

TEST_CASE("the worked example ties out, once the bank shows its deposit") {
  Worked worked;
  worked.book();
  auto done = reconciled(worked.desk, scope());
  CHECK(said(done).empty());
  CHECK(done.order_lines == 3);
  CHECK(done.tied_out == 3);
  REQUIRE(done.settlements.size() == 1);
  const auto& tie = done.settlements.front();
  CHECK(tie.payable == usd("68.35"));
  CHECK(tie.tied == usd("113.47"));
  CHECK(tie.booked == usd("-45.12"));
  CHECK(tie.unexplained == usd("0"));
  CHECK(tie.deposited == "awaited until 2026-02-20");

  CHECK(said(reconciled(worked.desk, scope("2026-02-21"))) == "deposit missing 68.35 USD");
  deposit(worked.desk, "2026-02-10", "68.34");
  deposit(worked.desk, "2026-01-10", "68.35");
  CHECK(said(reconciled(worked.desk, scope("2026-02-21"))) == "deposit missing 68.35 USD");
  deposit(worked.desk, "2026-02-10", "68.35");
  done = reconciled(worked.desk, scope("2026-02-21"));
  CHECK(said(done).empty());
  CHECK(done.settlements.front().deposited == "2026-02-10 (imported)");
}

TEST_CASE("a tax that settles otherwise is found, though what is withheld of it makes it nothing") {
  Worked worked;
  worked.report->lines[1].line().amount = usd("5.00");
  worked.report->lines[2].line().amount = usd("-5.00");
  worked.book();
  const auto done = reconciled(worked.desk, scope());
  CHECK(said(done) == "amount differs 4812345678901 mug-blu 0.88 USD");
  CHECK(
      done.findings.front().text ==
      "the tax is 5.00 by the settlement and 4.12 by the order or return; Walmart withholds it, so no money "
      "differs");
  CHECK(done.tied_out == 2);
}

TEST_CASE("a settlement whose rows do not come to its payable is found") {
  TamperedStore store;
  worked_order(store.desk);
  worked_return(store.desk);
  worked_report(store.desk);
  store.desk.receive_all();
  store.desk.book();
  CHECK(store.run("DELETE FROM settlement_rows WHERE state = 'tied' AND sku = 'lamp-01' AND "
                  "charge IN ('product', 'shipping')") == 2);
  const auto done = reconciled(store.desk, scope());
  CHECK(said(done) == "payable differs 85.98 USD");
  CHECK(done.settlements.front().unexplained == usd("85.98"));
}

TEST_CASE("what the settlement before came to, less than nothing, is no difference") {
  SettleDesk desk;
  auto& first = desk.record(report_kind, report_id);
  SettleDesk::row(first, LineClass::fee, "Adjustment", "Label", "-20.00");
  auto& second = desk.record(report_kind, "2026-02-20");
  second.facts.sums.from = day("2026-02-07");
  second.facts.sums.to = day("2026-02-20");
  SettleDesk::row(second, LineClass::fee, "Adjustment", "Label", "50.00", "", "", "2026-02-10");
  second.facts.sums.payable = usd("30.00");
  desk.receive_all();
  desk.book();
  auto done = reconciled(desk, scope("2026-02-21", "2026-02-20"));
  CHECK(said(done).empty());
  CHECK(done.settlements.front().unexplained == usd("0"));
}

TEST_CASE("what is not as it should be is found, the largest first") {
  Worked worked;
  auto& rows = worked.report->lines;
  rows[0].line().amount = usd("49.90");  // 0.08 less than was booked, all units
  rows[3].line().commission_rate = Decimal::whole(15);
  rows[3].line().amount = usd("-8.50");  // 15 % of 49.90 is 7.49
  SettleDesk::row(*worked.report, LineClass::product, "Sale", "Product Price", "12.00", "999", "PLATE");
  SettleDesk::row(*worked.report, LineClass::other, "Service Fee", "Mystery", "-3.33");
  auto& other = worked.desk.record(order_kind, "777");
  SettleDesk::sale(other, LineClass::product, "15.00", sku_lamp, 1, "2026-01-25");
  worked.book();
  const auto done = reconciled(worked.desk, scope("2026-02-28"));
  CHECK(said(done) ==
        "deposit missing 77.02 USD; never settled 777 lamp-01 15.00 USD; sale without order 999 plate 12.00 "
        "USD; fee unknown -3.33 USD; amount differs 1.08 USD; commission differs 4812345678901 mug-blu -1.01 "
        "USD; amount differs 4812345678901 mug-blu -0.08 USD");
}

TEST_CASE("a refund that nobody told of and a return that nobody settled are found") {
  SettleDesk desk;
  worked_order(desk);
  auto& report = desk.record(report_kind, report_id);
  sale_rows(report);
  refund_rows(report);
  desk.record(return_kind, "R2");
  SettleDesk::refund(desk.record(return_kind, "R2"), po, LineClass::refund, "-79.99", sku_lamp);
  SUBCASE("the settlement alone knows of it") {
    desk.source.records.erase("R2/1");
    desk.receive_all();
    desk.book();
    const auto done = reconciled(desk, scope("2026-02-13"));
    CHECK(said(done) == "refund without return 4812345678901 mug-blu -22.49 USD");
    CHECK(done.findings.front().settlement == report_id);
    CHECK(done.findings.front().since == day("2026-02-03"));
    CHECK(done.findings.front().age == 10);
  }
  SUBCASE("the return is old") {
    desk.receive_all();
    desk.book();
    auto period = scope("2026-03-10", "");
    period.span = {day("2026-01-24"), day("2026-02-28")};
    CHECK(said(reconciled(desk, period)).find("return without refund 4812345678901 lamp-01 -79.99 USD") !=
          std::string::npos);
    period.today = day("2026-03-05");
    CHECK(said(reconciled(desk, period)).find("return without refund") == std::string::npos);
  }
}

TEST_CASE("a contract's rate is held against the commission, whatever its row says") {
  Worked worked;
  worked.report->lines[3].line().commission_rate = Decimal::whole(15);
  worked.report->lines[3].line().category = "Home";
  worked.book();
  auto of = scope();
  of.contract_rates = {{"home", Decimal::whole(12)}};
  const auto done = reconciled(worked.desk, of);
  CHECK(said(done) == "commission differs 4812345678901 mug-blu -1.50 USD");
  CHECK(done.findings.front().text.find("the contract") != std::string::npos);
}

TEST_CASE("a report that is not booked, and one that was never received, are told apart") {
  SettleDesk desk({}, false);
  worked_report(desk);
  desk.receive_all();
  desk.book();
  const auto done = reconciled(desk, scope());
  REQUIRE(done.findings.size() == 1);
  CHECK(done.findings.front().kind == FindingKind::report_not_booked);
  CHECK(done.findings.front().text.find("books.clearing_account") != std::string::npos);
  const auto none = flow::reconcile(*desk.store, desk.source, desk.ledger, scope("2026-02-10", "2020-01-01"));
  CHECK(none.error().kind == ErrorKind::not_found);
}

TEST_CASE("a world without surprises ties out against its ledger, in both shapes") {
  RigSettings settings;
  settings.clearing_account = "090";
  SUBCASE("an invoice an order") {}
  SUBCASE("a document a settlement") {
    settings.adjust = by_settlement;
  }
  Rig rig(simulator::make_world(settled_settings(settings.start, 7, 60)), settings);
  live(rig);
  auto of = scope("2026-02-10", "");
  auto done = flow::reconcile(rig.store(), rig.source(), rig.ledger(), of);
  REQUIRE(done.ok());
  CHECK(done->settlements.size() > 2);
  CHECK(done->documents > (settings.adjust ? 0 : 60));
  for (const auto& finding : done->findings) {
    CAPTURE(finding.text);
    CAPTURE(finding.purchase_order);
    CHECK(name_of(finding.kind) == "deposit missing");
  }
  std::vector<store::Deposit> deposits;
  for (const auto& tie : done->settlements) {
    CHECK(tie.documents == tie.posted);
    CHECK(tie.unexplained.amount.is_zero());
    deposits.push_back({tie.to.plus_days(4), tie.payable, ""});
  }
  REQUIRE(rig.store().add_deposits("us", deposits, rig.clock().now()).ok());
  CHECK(flow::reconcile(rig.store(), rig.source(), rig.ledger(), of)->findings.empty());
}

TEST_CASE("documents that are not posted are found, and a reconciled transfer shows the deposit") {
  Worked worked;
  worked.book();
  auto& store = *worked.desk.store;
  Document transfer;
  transfer.pair = "us";
  transfer.kind = DocumentKind::bank_transfer;
  transfer.key = "WMS-2026-02-06-T";
  transfer.record = RecordKey{"us", report_kind, report_id};
  transfer.content = "{}";
  transfer.total = usd("68.35");
  transfer.date = day("2026-02-10");
  REQUIRE(store.add_documents("us", {&transfer, 1}, "w1", worked.desk.clock.now()).ok());
  auto of = scope("2026-02-21");
  const auto documents = [&] {
    std::string text;
    const auto done = flow::reconcile(store, worked.desk.source, worked.desk.ledger, of).value();
    for (const auto& finding : done.findings)
      if (finding.kind == FindingKind::not_in_ledger || finding.kind == FindingKind::ledger_differs)
        text += finding.text + "; ";
    return text;
  };
  CHECK(documents().find("bank_transfer WMS-2026-02-06-T is drafted") != std::string::npos);
  CHECK(documents().find("invoice order" + po + "-1 is drafted") != std::string::npos);
  CHECK(said(reconciled(worked.desk, of)) == "deposit missing 68.35 USD");

  Attempt attempt;
  attempt.id = "a1";
  attempt.pair = "us";
  attempt.members = store.sendable("us", Side::ledger, 50, worked.desk.clock.now()).value();
  Outcomes outcomes(attempt.members.size());
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    outcomes[i].kind = Outcome::Kind::posted;
    outcomes[i].receipt = Receipt{"X" + std::to_string(i), "RECONCILED", attempt.members[i].total, {}};
  }
  REQUIRE(store.begin_attempt(attempt, "w1", Millis(60'000), worked.desk.clock.now()).ok());
  REQUIRE(store.finish_attempt("a1", attempt.members, outcomes, Cause::answer, "w1", worked.desk.clock.now())
              .ok());
  CHECK(said(reconciled(worked.desk, of)).empty());
  // The desk's invoice has no total, so the ledger says something else than was booked.
  CHECK(documents().find("invoices say 0.00 and credit notes 0.00, but booked are 135.96 and 0.00") !=
        std::string::npos);
}

TEST_CASE(
    "a settlement's own document that says something else than was booked is found, also once accepted") {
  RigSettings settings;
  settings.clearing_account = "090";
  Rig rig(simulator::make_world(settled_settings(settings.start, 7, 20)), settings);
  live(rig);
  const auto of = scope("2026-02-10", "");
  const auto differences = [&] {
    std::string text;
    const auto done = flow::reconcile(rig.store(), rig.source(), rig.ledger(), of);
    REQUIRE(done.ok());
    for (const auto& finding : done->findings)
      if (finding.kind != FindingKind::deposit_missing)
        text +=
            std::string(name_of(finding.kind)) + " " + finding.settlement + " " + finding.money.text() + "; ";
    return text;
  };
  CHECK(differences().empty());
  const auto transactions = rig.xero().documents(simulator::SimList::bank_transactions);
  const auto spent = std::find_if(transactions.begin(), transactions.end(),
                                  [](const auto& each) { return each.type == "SPEND"; });
  REQUIRE(spent != transactions.end());
  const std::string id = spent->reference.substr(4, 10);
  const Decimal more = add(spent->total, Decimal::parse("1.25").value()).value();
  const auto changed = rig.xero().by_person(
      "POST", "BankTransactions/" + spent->id,
      R"({"BankTransactions":[{"LineItems":[{"Description":"by hand","Quantity":1,"UnitAmount":)" +
          more.text(2) + R"(,"AccountCode":"405","TaxType":"NONE"}]}]})");
  REQUIRE_MESSAGE(changed.ok(), (changed ? "" : changed.error().text()));
  live(rig, 3);
  CHECK(differences() == "ledger differs " + id + " " + spent->total.text(2) + " USD; ");
  REQUIRE(rig.store().accept_differences("us", spent->reference, "ann", rig.clock().now()).ok());
  CHECK(differences() == "ledger differs " + id + " -1.25 USD; ");
}
