// Refunds, returns and settlements in the books (accounting.md §1, §2): what is booked once, what is tied,
// held and waits.
#include "flow/settle.h"

#include <doctest/doctest.h>

#include "flow/settle_desk.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr auto order_kind = RecordKind::order;
constexpr auto return_kind = RecordKind::return_order;
constexpr auto report_kind = RecordKind::settlement;
const std::string po = "4812345678901";
const std::string report_id = "2026-02-06";

// accounting.md §2, to the cent.
void worked_order(SettleDesk& desk) {
  auto& order = desk.record(order_kind, po);
  SettleDesk::sale(order, LineClass::product, "49.98", sku_mug, 2);
  SettleDesk::sale(order, LineClass::tax, "4.12", sku_mug, 2);
  SettleDesk::sale(order, LineClass::product, "79.99", sku_lamp);
  SettleDesk::sale(order, LineClass::tax, "6.60", sku_lamp);
  SettleDesk::sale(order, LineClass::shipping, "5.99", sku_lamp);
  SettleDesk::sale(order, LineClass::tax, "0.49", sku_lamp);
}

void worked_return(SettleDesk& desk) {
  auto& back = desk.record(return_kind, "R1");
  SettleDesk::refund(back, po, LineClass::refund, "-24.99", sku_mug);
  SettleDesk::refund(back, po, LineClass::tax, "-2.06", sku_mug);
  SettleDesk::refund(back, po, LineClass::fee, "2.50", sku_mug);
}

void sale_rows(RecordsSource::Kept& report) {
  using L = LineClass;
  const auto sale = [&](L line_class, std::string_view type, std::string_view amount, std::string_view sku,
                        int quantity) {
    SettleDesk::row(report, line_class, "Sale", type, amount, po, sku, "2026-01-30").quantity =
        Decimal::whole(quantity);
  };
  // The report spells SKUs in another case.
  sale(L::product, "Product Price", "49.98", "mug-blu", 2);
  sale(L::tax, "Product tax", "4.12", "mug-blu", 2);
  sale(L::tax_withheld, "Product tax withheld", "-4.12", "mug-blu", 2);
  sale(L::commission, "Commission on Product", "-7.50", "mug-blu", 2);
  sale(L::product, "Product Price", "79.99", sku_lamp, 1);
  sale(L::tax, "Product tax", "6.60", sku_lamp, 1);
  sale(L::tax_withheld, "Product tax withheld", "-6.60", sku_lamp, 1);
  sale(L::commission, "Commission on Product", "-12.00", sku_lamp, 1);
  sale(L::shipping, "Shipping", "5.99", sku_lamp, 1);
  sale(L::tax, "Shipping tax", "0.49", sku_lamp, 1);
  sale(L::tax_withheld, "Shipping tax withheld", "-0.49", sku_lamp, 1);
  sale(L::commission, "Commission on Shipping", "-0.90", sku_lamp, 1);
}

void refund_rows(RecordsSource::Kept& report) {
  using L = LineClass;
  SettleDesk::row(report, L::refund, "Refund", "Product Price", "-24.99", po, sku_mug);
  SettleDesk::row(report, L::tax, "Refund", "Product tax", "-2.06", po, sku_mug);
  SettleDesk::row(report, L::tax_withheld, "Refund", "Product tax withheld", "2.06", po, sku_mug);
  SettleDesk::row(report, L::commission, "Refund", "Commission on Product", "3.75", po, sku_mug);
  SettleDesk::row(report, L::fee, "Adjustment", "RestockingFee", "2.50", po, sku_mug);
}

void account_rows(RecordsSource::Kept& report) {
  using L = LineClass;
  SettleDesk::row(report, L::fee, "Adjustment", "Label", "-7.85");
  SettleDesk::row(report, L::fee, "Service Fee", "Advertising", "-6.25", "", "", "2026-02-06");
  SettleDesk::row(report, L::fee, "Service Fee", "Storage", "-4.37", "", "", "2026-02-06");
  SettleDesk::row(report, L::reserve, "Reserve", "Net Payable", "-10.00", "", "", "2026-02-06");
}

RecordsSource::Kept& worked_report(SettleDesk& desk) {
  auto& report = desk.record(report_kind, report_id);
  sale_rows(report);
  refund_rows(report);
  account_rows(report);
  return report;
}

void worked_balances(SettleDesk& desk) {
  CHECK(desk.balance("clearing") == "68.35");
  CHECK(desk.balance("receivable") == "0.00");
  CHECK(desk.balance("200") == "-129.97");
  CHECK(desk.balance("210") == "-5.99");
  CHECK(desk.balance("205") == "24.99");
  CHECK(desk.balance("240") == "-2.50");
  CHECK(desk.balance("400") == "16.65");
  CHECK(desk.balance("410") == "7.85");
  CHECK(desk.balance("411") == "6.25");
  CHECK(desk.balance("401") == "4.37");
  CHECK(desk.balance("840") == "10.00");
  CHECK(desk.balance("820") == "0.00");
}

}  // namespace

TEST_CASE("the worked example comes out to the cent, whatever comes first") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  worked_report(desk);
  SUBCASE("in the order of events") {
    desk.receive(order_kind, po);
    desk.book();
    desk.receive(return_kind, "R1");
    desk.book();
    desk.receive(report_kind, report_id);
  }
  SUBCASE("the report first") {
    desk.receive(report_kind, report_id);
    desk.book();
    CHECK(desk.state(report_kind, report_id) == "waiting");
    CHECK(desk.rows(report_id) == "booked 4, waiting 17");
    desk.receive(return_kind, "R1");
    desk.book();
    CHECK(desk.state(return_kind, "R1") == "waiting");
    desk.receive(order_kind, po);
  }
  SUBCASE("all at once") {
    desk.receive_all();
  }
  desk.book();
  CHECK(desk.state(order_kind, po) == "booked");
  CHECK(desk.state(return_kind, "R1") == "booked");
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.rows(report_id).starts_with("tied "));
  worked_balances(desk);
}

TEST_CASE("clearing holds the sales less their fees at the end of January") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  worked_report(desk);
  desk.receive_all();
  desk.book();
  CHECK(desk.balance("clearing", "2026-01-31") == "115.56");
  CHECK(desk.balance("receivable", "2026-01-31") == "0.00");
}

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

TEST_CASE("without a clearing account nothing is paid, and a settlement waits for one") {
  SettleDesk desk({}, false);
  worked_order(desk);
  worked_report(desk);
  desk.receive_all();
  desk.book();
  CHECK(desk.state(order_kind, po) == "booked");
  CHECK(desk.balance("receivable") == "135.96");
  CHECK(desk.balance("clearing") == "0.00");
  CHECK(desk.state(report_kind, report_id) == "held");
  CHECK(desk.at(report_kind, report_id).reason.find("books.clearing_account") != std::string::npos);
}

TEST_CASE("an unknown row is held alone, and a later visit books it and nothing twice") {
  SettleDesk desk;
  worked_order(desk);
  auto& report = worked_report(desk);
  SettleDesk::row(report, LineClass::other, "", "Mystery", "-3.33");
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "held");
  CHECK(desk.at(report_kind, report_id).stuck == usd("-3.33"));
  CHECK(desk.at(report_kind, report_id).reason.find("1 row over -3.33 USD held") != std::string::npos);
  CHECK(desk.at(report_kind, report_id).origin == "rules/account.lua:9");
  CHECK(desk.rows(report_id) == "tied 9, booked 12, held 1");
  const std::string clearing = desk.balance("clearing");
  desk.replay(report_kind, report_id);
  CHECK(desk.rows(report_id) == "tied 9, booked 12, held 1");
  CHECK(desk.balance("clearing") == clearing);
  desk.mapper->accounts["other"] = "490";
  desk.replay(report_kind, report_id);
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("490") == "3.33");
  CHECK(desk.ledger.drafted.back().entries.size() == 2);  // only what is new goes to the ledger
}

TEST_CASE("what settles otherwise than it was booked is a difference for the rules") {
  SettleDesk desk;
  worked_order(desk);
  auto& report = worked_report(desk);
  while (report.lines.size() > 12) report.lines.pop_back();
  desk.record(report_kind, report_id).facts.sums.payable = usd("115.57");
  report.lines[0].line().amount = usd("49.99");
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "held");
  CHECK(desk.at(report_kind, report_id).reason.find("0.01 USD held") != std::string::npos);
  CHECK(desk.rows(report_id) == "tied 9, booked 3");
  desk.mapper->accounts["other"] = "490";
  desk.replay(report_kind, report_id);
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("490") == "-0.01");
  CHECK(desk.balance("clearing") == "115.57");
  desk.replay(report_kind, report_id);
  CHECK(desk.balance("490") == "-0.01");
}

TEST_CASE("rows that do not add up to the total payable show the difference, and it is booked once") {
  SettleDesk desk;
  auto& report = desk.record(report_kind, report_id);
  account_rows(report);
  report.facts.sums.payable.amount = add(report.facts.sums.payable.amount, usd("7.77").amount).value();
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "held");
  CHECK(desk.at(report_kind, report_id).stuck == usd("7.77"));
  desk.mapper->accounts["other"] = "490";
  desk.replay(report_kind, report_id);
  desk.replay(report_kind, report_id);
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("490") == "-7.77");
  CHECK(desk.balance("clearing") == "-20.70");
}

TEST_CASE("a changed report books nothing again") {
  SettleDesk desk;
  auto& report = desk.record(report_kind, report_id);
  account_rows(report);
  SettleDesk::row(report, LineClass::other, "", "Mystery", "-3.33");
  auto& changed = desk.record(report_kind, report_id, "2");
  account_rows(changed);
  account_rows(changed);
  desk.receive(report_kind, report_id);
  desk.book();
  desk.receive(report_kind, report_id, "2");
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "held");
  CHECK(desk.at(report_kind, report_id).reason.find("the market has changed the report") == 0);
  CHECK(desk.balance("clearing") == "-28.47");
  desk.mapper->accounts["other"] = "490";
  desk.replay(report_kind, report_id);  // somebody has looked at it: on with what was booked
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("clearing") == "-31.80");
}

TEST_CASE("what happened before the books start is in the opening balance") {
  SettleDesk desk;
  auto& order = desk.record(order_kind, po);
  SettleDesk::sale(order, LineClass::product, "49.98", sku_mug, 2, "2025-12-30");
  auto& report = desk.record(report_kind, report_id);
  SettleDesk::row(report, LineClass::product, "Sale", "Product Price", "49.98", po, sku_mug).quantity =
      Decimal::whole(2);
  SettleDesk::row(report, LineClass::commission, "Sale", "Commission on Product", "-7.50", po, sku_mug);
  SettleDesk::row(report, LineClass::fee, "Service Fee", "Storage", "-4.37", "", "", "2025-12-31");
  desk.receive_all();
  desk.book();
  CHECK(desk.state(order_kind, po) == "skipped");
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.rows(report_id) == "tied 2, booked 1");
  CHECK(desk.balance("clearing") == "-7.50");
}

TEST_CASE("rows of an order that is left out of the books are for a person") {
  SettleDesk desk;
  auto& order = desk.record(order_kind, po);
  SettleDesk::sale(order, LineClass::product, "49.98", sku_mug, 2);
  order.facts.order_type = "replacement";
  auto& report = desk.record(report_kind, report_id);
  SettleDesk::row(report, LineClass::product, "Sale", "Product Price", "49.98", po, sku_mug);
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "held");
  CHECK(desk.balance("200") == "0.00");
  CHECK(desk.at(report_kind, report_id).stuck == usd("49.98"));
}

TEST_CASE("a report that reads differently the second time books nothing") {
  SettleDesk desk;
  account_rows(desk.record(report_kind, report_id));
  desk.source.lie = true;
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "held");
  CHECK(desk.balance("clearing") == "0.00");
  CHECK(desk.rows(report_id).empty());
  desk.source.lie = false;
  desk.replay(report_kind, report_id);
  CHECK(desk.balance("clearing") == "-28.47");
}

TEST_CASE("what the ledger will not draft is not booked") {
  SettleDesk desk;
  account_rows(desk.record(report_kind, report_id));
  desk.ledger.hold = "the clearing account is no bank account";
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "held");
  CHECK(desk.rows(report_id).empty());
  desk.ledger.hold.clear();
  desk.replay(report_kind, report_id);
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("clearing") == "-28.47");
}

TEST_CASE("a crash at any write of a visit loses and doubles nothing") {
  struct Dead {};
  for (int last = 1;; ++last) {
    CAPTURE(last);
    int writes = 0;
    bool armed = false;
    SettleDesk desk([&](std::string_view) {
      if (armed && ++writes == last) throw Dead{};
    });
    worked_order(desk);
    worked_return(desk);
    worked_report(desk);
    desk.receive_all();
    bool died = false;
    armed = true;
    try {
      desk.book();
    } catch (const Dead&) {
      died = true;
    }
    armed = false;
    desk.clock.advance(Millis(120'000));  // the lease of the dead one ends
    desk.book();
    worked_balances(desk);
    if (!died) break;
    REQUIRE(last < 200);
  }
}
