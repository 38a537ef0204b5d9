// Accruals at a month's end: what has shipped and no settlement has booked is in the books of its month, line
// by line, and whatever books it takes back just that; the two together are nothing.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "flow/accrue.h"
#include "flow/accrued_lines.h"
#include "flow/accrued_money.h"
#include "flow/accruing_desk.h"
#include "flow/explain.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

void settle(SettleDesk& desk) {
  worked_return(desk);
  worked_report(desk);
  desk.receive(return_kind, "R1");
  desk.receive(report_kind, report_id);
  desk.book();
}

// Cancelled after it was told as shipped.
void without_lamp(SettleDesk& desk) {
  auto& order = desk.record(order_kind, po, "2");
  SettleDesk::sale(order, LineClass::product, "49.98", sku_mug, 2);
  SettleDesk::sale(order, LineClass::tax, "4.12", sku_mug, 2);
  for (const auto& [line_class, amount] : {std::pair(LineClass::product, "79.99"),
                                           {LineClass::tax, "6.60"},
                                           {LineClass::shipping, "5.99"},
                                           {LineClass::tax, "0.49"}})
    SettleDesk::sale(order, line_class, amount, sku_lamp).state = UnitState::cancelled;
  desk.receive(order_kind, po, "2");
  desk.book();
}

std::string still_accrued(SettleDesk& desk) {
  const auto sums = flow::accrued_money(*desk.store, "us").value();
  return sums.empty() ? "0.00" : sums.front().amount.amount.text(2);
}

}  // namespace

TEST_CASE("what has shipped and not settled is in the books of its month, and once in the end") {
  SettleDesk desk({}, true, accruing);
  close_january(desk);
  CHECK(desk.state(accrual_kind, january) == "booked");
  CHECK(desk.balance("860", "2026-01-30") == "0.00");
  CHECK(desk.balance("860", "2026-01-31") == "135.96");
  CHECK(desk.balance("200", "2026-01-31") == "-129.97");
  CHECK(desk.balance("210", "2026-01-31") == "-5.99");
  CHECK(desk.balance("820") == "0.00");
  CHECK(still_accrued(desk) == "135.96");
  const auto entries = desk.entries(accrual_kind, january);
  CHECK(entries.entries.size() == 3);  // one for each account
  CHECK(entries.entries.front().answers.account.origin.text() == "rules/account.lua:3");
  settle(desk);
  CHECK(desk.state(report_kind, report_id) == "booked");
  // The settlement's document of January books the sales, and takes them back on its day.
  CHECK(desk.balance("860", "2026-01-31") == "0.00");
  CHECK(desk.balance("200", "2026-01-31") == "-129.97");
  CHECK(desk.balance("860") == "0.00");
  CHECK(still_accrued(desk) == "0.00");
  worked_balances(desk);
  const Json story = flow::explain(*desk.store, "us", po).value();
  REQUIRE(story.at("accruals").size() == 2);
  CHECK(flow::story_text(story).find("accrued 135.96 USD by accrual 2026-01") != std::string::npos);
  CHECK(flow::story_text(story).find("accrued -135.96 USD by settlement 2026-02-06") != std::string::npos);
  // Looked at again, there is nothing to do.
  const auto drafted = desk.ledger.drafted.size();
  desk.replay(accrual_kind, january);
  CHECK(desk.state(accrual_kind, january) == "booked");
  CHECK((desk.ledger.drafted.size() == drafted || desk.ledger.drafted.back().entries.empty()));
  worked_balances(desk);
}

TEST_CASE("where the month is locked when its settlement comes, its revenue stays in it") {
  SettleDesk desk({}, true, accruing);
  close_january(desk);
  desk.ledger.lists.locked_until = day("2026-01-31");
  desk.clock.advance(Millis(3'600'000));  // the lists are read again
  settle(desk);
  CHECK(desk.balance("200", "2026-01-31") == "-129.97");
  CHECK(desk.balance("860", "2026-01-31") == "135.96");
  CHECK(desk.balance("860") == "0.00");
  worked_balances(desk);
}

TEST_CASE("a month that is locked before it is accrued goes to the first open day") {
  SettleDesk desk({}, true, accruing);
  desk.ledger.lists.locked_until = day("2026-02-02");
  close_january(desk);
  CHECK(desk.balance("860", "2026-02-02") == "0.00");
  CHECK(desk.balance("860", "2026-02-03") == "135.96");
  const auto entries = desk.entries(accrual_kind, january);
  CHECK(entries.entries.front().description.find("of a locked month") != std::string::npos);
}

// The settlement waits for a rule while a later month is the first one to be accrued.
TEST_CASE("what was accrued after the day of the document that books it is taken back when it was accrued") {
  SettleDesk desk({}, true, accruing);
  std::string month = "2026-03";
  std::string_view accrued = "2026-03-31";
  SUBCASE("in an open month") {}
  SUBCASE("in the month after a locked one") {
    desk.ledger.lists.locked_until = day("2026-02-08");
    month = january;
    accrued = "2026-02-09";
  }
  worked_order(desk);
  desk.receive(order_kind, po);
  desk.receive(accrual_kind, month);
  desk.book();
  CHECK(desk.balance("860") == "135.96");
  CHECK(desk.balance("860", accrued) == "135.96");
  desk.ledger.lists.locked_until.reset();  // a person opens the books again
  desk.clock.advance(Millis(3'600'000));
  settle(desk);
  SettleDesk by_order;
  worked_order(by_order);
  by_order.receive(order_kind, po);
  by_order.book();
  settle(by_order);
  for (const std::string_view until :
       {"2026-01-31", "2026-02-08", "2026-02-09", "2026-02-28", "2026-03-30", "2026-03-31"}) {
    CAPTURE(until);
    CHECK(desk.balance("860", until) == "0.00");
    for (const char* account : {"200", "210", "205", "240", "400", "410"}) {
      CAPTURE(account);
      CHECK(desk.balance(account, until) == by_order.balance(account, until));
    }
  }
  CHECK(still_accrued(desk) == "0.00");
  worked_balances(desk);
}

TEST_CASE("one settlement takes back what was accrued on several days, each no earlier than that") {
  SettleDesk desk({}, true, accruing);
  close_january(desk);
  desk.ledger.lists.locked_until = day("2026-02-08");
  desk.clock.advance(Millis(3'600'000));
  const std::string late_po = "4812345678902";
  SettleDesk::sale(desk.record(order_kind, late_po), LineClass::product, "10.00", sku_mug);
  desk.receive(order_kind, late_po);
  desk.book();
  CHECK(desk.balance("860", "2026-02-08") == "135.96");
  CHECK(desk.balance("860", "2026-02-09") == "145.96");
  desk.ledger.lists.locked_until.reset();
  desk.clock.advance(Millis(3'600'000));
  auto& report = desk.record(report_kind, report_id);
  sale_rows(report);
  SettleDesk::row(report, LineClass::product, "Sale", "Product Price", "10.00", late_po, sku_mug);
  desk.receive(report_kind, report_id);
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "booked");
  for (const std::string_view until : {"2026-01-31", "2026-02-08", "2026-02-09", "2026-02-28"}) {
    CAPTURE(until);
    CHECK(desk.balance("860", until) == "0.00");
    CHECK(desk.balance("200", until) == "-139.97");
  }
  // And reports tell each order's line in that month.
  for (const auto& [from, to] :
       {std::pair("2026-01-01", "2026-01-31"), std::pair("2026-02-01", "2026-02-28")}) {
    const auto lines = flow::accrued_lines(*desk.store, "us", {day(from), day(to)}).value();
    for (const Entry& line : lines)
      CHECK(line.purchase_order == (std::string_view(from) == "2026-01-01" ? po : late_po));
    CHECK(lines.size() % 2 == 0);
  }
}

TEST_CASE("a settlement of a locked time books on the first open day, and takes back when it was accrued") {
  SettleDesk desk({}, true, accruing);
  worked_order(desk);
  desk.receive(order_kind, po);
  desk.receive(accrual_kind, "2026-03");
  desk.book();
  desk.ledger.lists.locked_until = day("2026-02-08");
  desk.clock.advance(Millis(3'600'000));
  settle(desk);
  CHECK(desk.balance("200", "2026-02-08") == "0.00");
  for (const std::string_view until : {"2026-02-09", "2026-03-30", "2026-03-31"}) {
    CAPTURE(until);
    CHECK(desk.balance("200", until) == "-129.97");
    CHECK(desk.balance("860", until) == "0.00");
  }
  worked_balances(desk);
}

TEST_CASE(
    "what is cancelled after its accrual of a locked month is taken back no earlier than it was booked") {
  SettleDesk desk({}, true, accruing);
  desk.ledger.lists.locked_until = day("2026-02-02");
  close_january(desk);
  desk.ledger.lists.locked_until.reset();
  desk.clock.advance(Millis(3'600'000));
  without_lamp(desk);
  CHECK(desk.balance("860", "2026-02-02") == "0.00");
  CHECK(desk.balance("860", "2026-02-03") == "49.98");
}

TEST_CASE("an order that comes after its month was accrued is added, and only that") {
  SettleDesk desk({}, true, accruing);
  close_january(desk);
  auto& late = desk.record(order_kind, "4812345678902");
  SettleDesk::sale(late, LineClass::product, "10.00", sku_mug, 1, "2026-01-31");
  auto& next = desk.record(order_kind, "4812345678903");
  SettleDesk::sale(next, LineClass::product, "7.00", sku_mug, 1, "2026-02-01");
  desk.receive(order_kind, "4812345678902");
  desk.receive(order_kind, "4812345678903");
  desk.book();
  CHECK(desk.balance("860", "2026-01-31") == "145.96");
  CHECK(desk.balance("860") == "145.96");
  CHECK(desk.balance("200") == "-139.97");
  desk.receive(accrual_kind, "2026-02");
  desk.book();
  CHECK(desk.balance("860", "2026-02-27") == "145.96");
  CHECK(desk.balance("860") == "152.96");
}

TEST_CASE("what is cancelled after it was accrued is taken back on the day it was accrued on") {
  SettleDesk desk({}, true, accruing);
  close_january(desk);
  without_lamp(desk);
  CHECK(desk.balance("860", "2026-01-31") == "49.98");
  CHECK(desk.balance("200", "2026-01-31") == "-49.98");
  CHECK(desk.balance("210") == "0.00");
  CHECK(still_accrued(desk) == "49.98");
}

TEST_CASE("a settlement takes back what it books, and all of it where fewer dollars settle all units") {
  SettleDesk desk({}, true, accruing);
  close_january(desk);
  auto& report = desk.record(report_kind, report_id);
  SettleDesk::row(report, LineClass::product, "Sale", "Product Price", "20.00", po, sku_mug);
  desk.receive(report_kind, report_id);
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("860") == "115.96");
  CHECK(desk.balance("200") == "-129.97");
  auto& next = desk.record(report_kind, "2026-02-20");
  SettleDesk::row(next, LineClass::product, "Sale", "Product Price", "25.00", po, sku_mug);
  desk.receive(report_kind, "2026-02-20");
  desk.book();
  CHECK(desk.balance("860") == "85.98");  // the lamp and its shipping
  CHECK(still_accrued(desk) == "85.98");
  CHECK(desk.balance("200") == "-124.99");
}

TEST_CASE("a refund of the month is accrued, and taken back on the day of the document of its row") {
  SettleDesk desk({}, true, accruing);
  worked_return(desk);
  for (auto& line : desk.record(return_kind, "R1").lines) line.line().date = day("2026-01-31");
  desk.receive(return_kind, "R1");
  close_january(desk);
  CHECK(desk.balance("205", "2026-01-31") == "24.99");
  CHECK(desk.balance("240", "2026-01-31") == "-2.50");
  CHECK(desk.balance("860") == "113.47");
  worked_report(desk);
  desk.receive(report_kind, report_id);
  desk.book();
  // The row was posted on 3 February, and January keeps what the return told of it.
  CHECK(desk.balance("205", "2026-01-31") == "24.99");
  CHECK(desk.balance("860", "2026-01-31") == "-22.49");
  CHECK(desk.balance("860") == "0.00");
  worked_balances(desk);
}

TEST_CASE("refunds of one order are taken back each in the month of its own row") {
  SettleDesk desk({}, true, accruing);
  auto& back = desk.record(return_kind, "R1");
  SettleDesk::refund(back, po, LineClass::refund, "-24.99", sku_mug, 0);
  SettleDesk::refund(back, po, LineClass::refund, "-24.99", sku_mug, 1);
  SettleDesk::refund(back, po, LineClass::refund, "-79.99", sku_lamp);
  for (auto& line : back.lines) line.line().date = day("2026-01-31");
  desk.receive(return_kind, "R1");
  close_january(desk);
  CHECK(desk.balance("205", "2026-01-31") == "129.97");
  auto& report = desk.record(report_kind, report_id);
  sale_rows(report);
  const auto refund_row = [&](std::string_view amount, std::string_view sku, std::string_view posted) {
    SettleDesk::row(report, LineClass::refund, "Refund", "Product Price", amount, po, sku, posted);
  };
  // The later ones come first, and one row is of less than was told of.
  refund_row("-79.99", sku_lamp, "2026-02-03");
  refund_row("-24.99", sku_mug, "2026-02-03");
  refund_row("-20.00", sku_mug, "2026-01-31");
  desk.receive(report_kind, report_id);
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("205", "2026-01-31") == "129.97");
  CHECK(desk.balance("205") == "124.98");
  CHECK(still_accrued(desk) == "0.00");
  CHECK(desk.balance("860") == "0.00");
}

TEST_CASE("a crash at any write between the accrual and the settlement loses and doubles nothing") {
  die_at_each_write(
      [](SettleDesk& desk) {
        worked_order(desk);
        worked_return(desk);
        worked_report(desk);
        desk.receive(order_kind, po);
        desk.receive(accrual_kind, january);
        desk.receive(return_kind, "R1");
        desk.receive(report_kind, report_id);
      },
      [](SettleDesk& desk) {
        CHECK(desk.balance("860") == "0.00");
        CHECK(desk.balance("200", "2026-01-31") == "-129.97");
        worked_balances(desk);
      },
      accruing);
}
