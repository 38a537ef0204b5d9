// Refunds in the books: booked once, by whoever tells of them first, and never moved again.
#include "flow/refunds.h"

#include <doctest/doctest.h>

#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

TEST_CASE("a refund that only the settlement tells of is its credit note, and a later return is tied to it") {
  SettleDesk desk;
  worked_order(desk);
  auto& report = desk.record(report_kind, report_id);
  sale_rows(report);
  refund_rows(report);
  desk.mapper->accounts["fee RestockingFee"] = "240";
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("205") == "24.99");
  const Entries settled = desk.entries(report_kind, report_id);
  int of_refund = 0;
  for (const Entry& entry : settled.entries)
    if (!entry.refund.empty()) {
      ++of_refund;
      CHECK(entry.purchase_order == po);
    }
  CHECK(of_refund == 6);  // three rows, receivable and clearing
  const std::string clearing = desk.balance("clearing");
  worked_return(desk);
  desk.receive(return_kind, "R1");
  desk.book();
  CHECK(desk.state(return_kind, "R1") == "booked");
  CHECK(desk.at(return_kind, "R1").reason.find("a settlement had booked it") == 0);
  CHECK(desk.entries(return_kind, "R1").entries.empty());
  CHECK(desk.balance("205") == "24.99");
  CHECK(desk.balance("clearing") == clearing);

  SUBCASE("and stays tied when it is looked at again") {
    desk.replay(return_kind, "R1");
    desk.replay(report_kind, report_id);
    CHECK(desk.balance("205") == "24.99");
    CHECK(desk.balance("clearing") == clearing);
  }
  SUBCASE("while the next unit is booked by the return") {
    auto& more = desk.record(return_kind, "R1", "2");
    SettleDesk::refund(more, po, LineClass::refund, "-24.99", sku_mug);
    SettleDesk::refund(more, po, LineClass::refund, "-24.99", sku_mug, 1);
    desk.receive(return_kind, "R1", "2");
    desk.book();
    CHECK(desk.balance("205") == "49.98");
  }
}

TEST_CASE("a return that says another amount than a settlement has booked waits for a person") {
  SettleDesk desk;
  worked_order(desk);
  auto& report = desk.record(report_kind, report_id);
  sale_rows(report);
  refund_rows(report);
  desk.receive_all();
  desk.book();
  SettleDesk::refund(desk.record(return_kind, "R1"), po, LineClass::refund, "-30.00", sku_mug);
  desk.receive(return_kind, "R1");
  desk.book();
  CHECK(desk.state(return_kind, "R1") == "held");
  CHECK(desk.at(return_kind, "R1").reason.find("a settlement has booked -24.99 USD") == 0);
  CHECK(desk.balance("205") == "24.99");
}

TEST_CASE("a return's booked units keep what they were booked with") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  desk.receive_all();
  desk.book();
  const Entries first = desk.entries(return_kind, "R1");
  REQUIRE(first.entries.size() == 7);  // three lines, a mirror, receivable twice and clearing
  CHECK(first.entries[0].refund == "R1-1");
  CHECK(first.entries[0].purchase_order == po);
  CHECK(first.entries[0].date == day("2026-02-03"));
  CHECK(first.entries[1].tax_class == TaxClass::facilitator);  // as its sale was booked
  auto& later = desk.record(return_kind, "R1", "2");
  SettleDesk::refund(later, po, LineClass::refund, "-24.99", sku_mug).goods_back = true;
  later.lines.back().line().date = day("2026-02-05");
  SettleDesk::refund(later, po, LineClass::tax, "-2.06", sku_mug);
  SettleDesk::refund(later, po, LineClass::fee, "2.50", sku_mug);
  SettleDesk::refund(later, po, LineClass::refund, "-24.99", sku_mug, 1);
  later.lines.back().line().goods_back = true;
  desk.mapper->accounts["refund"] = "210";
  desk.ledger.lists.locked_until = day("2026-02-04");
  desk.clock.advance(Millis(3'600'000));
  desk.receive(return_kind, "R1", "2");
  desk.book();
  const Entries second = desk.entries(return_kind, "R1");
  CHECK(second.entries[0] == first.entries[0]);
  const auto& added = second.entries[4];
  CHECK(added.answers.account.value == "210");
  CHECK(added.goods_back);
  // What is new goes to the first open day and says so.
  CHECK(added.date == day("2026-02-05"));
  CHECK(added.description.find("of 2026-02-03, a locked day") != std::string::npos);
}

TEST_CASE("a return waits while nothing is refunded, and is left out when it was called off") {
  SettleDesk desk;
  desk.record(return_kind, "R1");
  desk.record(return_kind, "R2").facts.cancelled = true;
  desk.receive_all();
  desk.book();
  CHECK(desk.state(return_kind, "R1") == "waiting");
  CHECK(desk.state(return_kind, "R2") == "skipped");
}

TEST_CASE("a return that nothing is paid for out of clearing is drafted beside what stands for its order") {
  for (const bool pays : {true, false}) {
    SettleDesk desk({}, pays);
    worked_order(desk);
    worked_return(desk);
    desk.receive_all();
    desk.book();
    REQUIRE(desk.state(return_kind, "R1") == "booked");
    const auto documents = desk.store->documents_of(desk.at(return_kind, "R1").id).value();
    REQUIRE(documents.size() == 1);
    // The ledger numbers them by what it was shown.
    CHECK(documents[0].document.key == (pays ? "returnR1-1" : "returnR1-2"));
  }
}
