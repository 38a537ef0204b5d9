// What is told of the posting shapes beside the books themselves: rehearsals, proofs, exports and reports say
// the same of every shape, and count nothing twice.
#include <doctest/doctest.h>

#include "flow/clearing_proof.h"
#include "flow/kept_books.h"
#include "flow/profit.h"
#include "flow/reconcile.h"
#include "flow/rehearse.h"
#include "flow/settlement_standing.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

using Adjust = std::function<void(flow::PairSettings&)>;

void by_order(flow::PairSettings& settings) {
  settings.accounts.bank = "091";
}
void paid_by_settlement(flow::PairSettings& settings) {
  settings.pays_settled = true;
  settings.accounts.bank = "091";
}
void by_settlement(flow::PairSettings& settings) {
  settings.posting = Posting::settlement;
  settings.accounts.bank = "091";
  settings.accounts.carried_forward = "850";
}

void all(SettleDesk& desk) {
  worked_order(desk);
  worked_return(desk);
  worked_report(desk).facts.sums.settles = day("2026-02-10");
}

flow::Rehearsed rehearsed(SettleDesk& desk, const Entries* booked = nullptr) {
  ClassMapper mapper;
  flow::KeptBooks books(*desk.store, "us", std::nullopt);
  flow::Rehearsal rehearsal(desk.source, mapper, books, flow::rehearsal_settings(desk.settings),
                            desk.store.get());
  const auto row = desk.at(report_kind, report_id);
  const auto record = desk.store->record(row.id);
  REQUIRE(record.ok());
  auto done = rehearsal.settle(*record, row.id, booked);
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
  return std::move(*done);
}

}  // namespace

TEST_CASE("a rehearsal of a settlement comes to the entries that its visit then books, in every shape") {
  Adjust adjust;
  SUBCASE("by order") {
    adjust = by_order;
  }
  SUBCASE("paid by settlement") {
    adjust = paid_by_settlement;
  }
  SUBCASE("by settlement") {
    adjust = by_settlement;
  }
  SettleDesk desk({}, true, adjust);
  all(desk);
  desk.receive(order_kind, po);
  desk.receive(return_kind, "R1");
  desk.book();
  desk.receive(report_kind, report_id);
  const auto before = rehearsed(desk);
  CHECK(before.settled.state == RecordState::booked);
  desk.book();
  const Entries booked = desk.entries(report_kind, report_id);
  CHECK(before.settled.fresh.posting == booked.posting);
  CHECK(before.settled.fresh.entries == booked.entries);
  // Once more there is nothing left, the deposit included.
  CHECK(rehearsed(desk, &booked).settled.fresh.entries.empty());
}

TEST_CASE("a rehearsal tells what a settlement waits for that is booked whole or not at all") {
  SettleDesk desk({}, true, by_settlement);
  all(desk);
  desk.receive(report_kind, report_id);
  desk.book();
  const auto waits = rehearsed(desk);
  CHECK(waits.settled.state == RecordState::waiting);
  CHECK(waits.settled.fresh.entries.empty());
  CHECK(waits.settled.awaits == std::vector<std::string>{std::string(po)});
  CHECK(waits.rows == waits.decided);
  CHECK(waits.rows > 0);
}

TEST_CASE(
    "a settlement of which nothing is booked is listed, and needs a person once it has waited too long") {
  SettleDesk desk({}, true, by_settlement);
  all(desk);
  desk.receive(report_kind, report_id);
  desk.book();
  auto listed = flow::unbooked_settlements(*desk.store, "us").value();
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].key.id == report_id);
  CHECK(listed[0].reason.find("; it waits for order " + po + "; nothing of the settlement") !=
        std::string::npos);
  constexpr Millis a_day{86'400'000};
  CHECK_FALSE(flow::waits_too_long(listed[0], listed[0].received + flow::usual_order_wait_days * a_day));
  CHECK(flow::waits_too_long(listed[0], listed[0].received + (flow::usual_order_wait_days + 1) * a_day));
  desk.receive(order_kind, po);
  desk.receive(return_kind, "R1");
  desk.book();
  desk.book();
  CHECK(flow::unbooked_settlements(*desk.store, "us").value().empty());
  CHECK(flow::newest_settlements(*desk.store, "us").value().size() == 1);
}

TEST_CASE("the clearing account is proven in every shape, deposits that are booked included") {
  Adjust adjust;
  SUBCASE("by order") {
    adjust = by_order;
  }
  SUBCASE("paid by settlement") {
    adjust = paid_by_settlement;
  }
  SUBCASE("by settlement") {
    adjust = by_settlement;
  }
  SettleDesk desk({}, true, adjust);
  all(desk);
  desk.receive_all();
  desk.book();
  for (const char* at : {"2026-01-31", "2026-02-06", "2026-02-10"}) {
    const auto proof =
        flow::prove_clearing(*desk.store, desk.source, "us", Currency::parse("USD").value(), day(at));
    REQUIRE(proof.ok());
    CHECK(proof->holds());
    // What a month carries forward is owed as well, and what was paid out is not owed any more.
    const bool paid = std::string_view(at) == "2026-02-10";
    const Money owed = paid ? usd("0") : std::string_view(at) == "2026-02-06" ? usd("68.35") : usd("115.56");
    CHECK(proof->books == owed);
    CHECK(proof->rows == owed);
    CHECK(proof->deposits == usd(paid ? "68.35" : "0"));
    CHECK(proof->causes.empty());
  }
}

TEST_CASE("an order that only informs is neither missed in the ledger nor counted beside its settlement") {
  SettleDesk each({}, true, by_order);
  SettleDesk whole({}, true, by_settlement);
  for (SettleDesk* desk : {&each, &whole}) {
    all(*desk);
    desk->receive_all();
    desk->book();
  }
  std::vector<RecordKind> told;
  const auto walked = flow::each_booked(*whole.store, "us", {},
                                        [&](const store::RecordRow& row, const Entries&) -> Result<void> {
                                          told.push_back(row.key.kind);
                                          return {};
                                        });
  REQUIRE(walked.ok());
  CHECK(told == std::vector<RecordKind>{RecordKind::settlement});
  flow::ReconcileScope scope;
  scope.pair = "us";
  scope.settlement = report_id;
  scope.today = day("2026-02-11");
  const auto done = flow::reconcile(*whole.store, whole.source, whole.ledger, scope);
  REQUIRE(done.ok());
  for (const auto& finding : done->findings) {
    CAPTURE(finding.text);
    // The desk's ledger posts nothing: of the settlement itself that is said.
    CHECK(finding.purchase_order.empty());
    CHECK(finding.kind == flow::FindingKind::not_in_ledger);
  }
  CHECK(done->order_lines == done->tied_out);
  const auto profit_of = [](SettleDesk& desk) {
    flow::ProfitScope of;
    of.pair = "us";
    auto tables = flow::profit(*desk.store, desk.source, of);
    REQUIRE(tables.ok());
    REQUIRE(tables->size() == 1);
    return tables->front();
  };
  const auto one = profit_of(each);
  const auto other = profit_of(whole);
  CHECK(one.total.margin == other.total.margin);
  CHECK(one.total.revenue == other.total.revenue);
  CHECK(one.total.refunds == other.total.refunds);
  CHECK(one.total.fees == other.total.fees);
}
