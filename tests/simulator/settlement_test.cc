// Settlements made by hand: the worked example of accounting.md §2, and one rule at a time.
#include <doctest/doctest.h>

#include "after_sale_fixture.h"
#include "simulator/world_books.h"
#include "simulator/world_calendar.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

constexpr const char* po = "104812345678901";
const Instant shipped = at_time("2026-01-30T18:00:00Z");
const Instant later = at_time("2026-04-01T18:00:00Z");

SettlementTerms terms_from(const char* first_day) {
  SettlementTerms terms;
  terms.first_day = on_day(first_day);
  return terms;
}

AccountEvent event_of(const char* day, const char* amount, const char* description,
                      RowKind kind = RowKind::fee) {
  AccountEvent event;
  event.posted = on_day(day);
  event.kind = kind;
  event.type = "Service Fee";
  event.amount_type = "Fee/Reimbursement";
  event.description = description;
  event.amount = usd_text(amount);
  return event;
}

// One order of one line, settled fortnightly from the 24th of January.
struct Small {
  World world;
  MarketOrder order;
  SettlementTerms terms = terms_from("2026-01-24");
  explicit Small(MarketLine line, Instant at = shipped) : order(order_of(po, at, {std::move(line)})) {}
  std::vector<Settlement> settle(Instant now = later) {
    World made = world;
    made.add(order);
    made.set_terms(terms);
    return settlements(MarketView(made), now);
  }
};

MarketLine mug(int quantity = 1, const char* amount = "24.99", const char* tax = "2.06") {
  return line_of("3", "MUG-BLU", quantity, {charge_of("PRODUCT", amount, tax)});
}

std::vector<std::string> texts_of(const Settlement& settlement) {
  std::vector<std::string> texts;
  for (const SettlementRow& row : settlement.rows)
    texts.push_back(row.type + "|" + row.amount_type + "|" + row.amount.text(2) + "|" +
                    std::to_string(row.quantity));
  return texts;
}

}  // namespace

TEST_CASE("the worked example of the bookkeeper comes out to the cent") {
  World world;
  const MarketOrder order =
      order_of(po, shipped,
               {line_of("1", "MUG-BLU", 2, {charge_of("PRODUCT", "49.98", "4.12")}),
                line_of("2", "LAMP-01", 1,
                        {charge_of("PRODUCT", "79.99", "6.60"), charge_of("SHIPPING", "5.99", "0.49")})});
  world.add(order);
  MarketReturn made = return_of(order, "104812345678901001", at_time("2026-02-02T18:00:00Z"), 1);
  made.lines[0].restocking_fee = usd_text("2.50");
  refund_at(made, at_time("2026-02-03T18:00:00Z"));
  world.add(made);
  world.add(event_of("2026-02-03", "-7.85", "Walmart Return Shipping Charge"));
  world.add(event_of("2026-02-06", "-6.25", "Walmart Product Advertising"));
  world.add(event_of("2026-02-06", "-4.37", "WFS StorageFee"));
  world.add(event_of("2026-02-06", "-10.00", "Funds withheld to cover future refunds", RowKind::reserve));
  SettlementTerms terms = terms_from("2026-01-24");
  terms.posted_after = 0;
  world.set_terms(terms);
  // Closed with the last minute of the 6th of February, Pacific time.
  CHECK(settlements(MarketView(world), at_time("2026-02-07T07:59:59Z")).empty());
  const auto all = settlements(MarketView(world), at_time("2026-02-07T08:00:00Z"));
  REQUIRE(all.size() == 1);
  CHECK(all[0].start.text() == "2026-01-24");
  CHECK(all[0].end.text() == "2026-02-06");
  CHECK(all[0].payable.text() == "68.35");
  const BooksTruth books = books_of(all);
  CHECK(books.sales.text() == "129.97 USD");
  CHECK(books.shipping.text() == "5.99 USD");
  CHECK(books.refunds.text() == "-24.99 USD");
  CHECK(books.restocking.text() == "2.50 USD");
  CHECK(books.commission.text() == "-16.65 USD");
  CHECK(books.reserve.text() == "-10.00 USD");
  CHECK(books.taxes.at("TX").collected.text() == "9.15 USD");
  CHECK(books.taxes.at("TX").withheld.text() == "-9.15 USD");
  CHECK(books.fees.at("Walmart Product Advertising").text() == "-6.25 USD");
  CHECK(books.fees.at("WFS StorageFee").text() == "-4.37 USD");
  REQUIRE(books.deposits.size() == 1);
  CHECK(books.deposits[0].on.text() == "2026-02-10");
  CHECK(books.deposits[0].amount.text() == "68.35 USD");
  CHECK(books.sum() == books.payable);
}

TEST_CASE("a line's units that ship together settle as one total, with one commission, two days later") {
  Small small(mug(4, "31.96", "0"));
  const auto all = small.settle();
  CHECK(texts_of(all[0]) ==
        std::vector<std::string>{"Sale|Product Price|31.96|4", "Sale|Commission on Product|-4.79|4"});
  CHECK(all[0].rows[0].posted.text() == "2026-02-01");
  CHECK(all[0].rows[0].key == all[0].rows[1].key);
  CHECK(all[0].rows[0].key.starts_with("2026_02_02_"));
  CHECK(all[0].rows[1].rate == 15);
}

TEST_CASE("units that ship apart settle apart, and their parts add up to the line") {
  Small small(mug(3, "94.51", "7.80"));
  small.order.schedule.front().quantity = 1;
  small.order.ship_by = shipped + a_day * 10;  // else the rest is cancelled by then
  OrderChange rest = small.order.schedule.front();
  rest.quantity = 2;
  rest.at = rest.tracking.ship_time = shipped + a_day * 10;
  small.order.schedule.push_back(rest);
  const auto all = small.settle();
  const auto first = texts_of(all[0]);
  const auto second = texts_of(all[1]);
  REQUIRE(first.size() == 4);
  REQUIRE(second.size() == 4);
  CHECK(first[0] == "Sale|Product Price|31.50|1");
  CHECK(second[0] == "Sale|Product Price|63.01|2");
  CHECK(books_of(all, po).sales.text() == "94.51 USD");
  CHECK(books_of(all, "1").rows == 0);
}

TEST_CASE("unshipped units and replacements settle nothing") {
  Small small(mug());
  small.order.schedule.clear();
  CHECK(small.settle()[0].rows.empty());
  Small free(mug());
  free.order.replacement = true;
  CHECK(free.settle()[0].rows.empty());
}

TEST_CASE("discounts, fees and shipping have rows of their own") {
  MarketLine line = mug(1, "20.00", "1.65");
  line.charges.push_back(charge_of("PRODUCT", "-1.00", "0"));
  line.charges.push_back(charge_of("SHIPPING", "5.00", "0.41"));
  line.charges.push_back(charge_of("FEE", "0.75", "0"));
  CHECK(texts_of(Small(line).settle()[0]) ==
        std::vector<std::string>{
            "Sale|Product Price|20.00|1", "Sale|Promo Code|-1.00|1", "Sale|Product tax|1.65|1",
            "Sale|Product tax withheld|-1.65|1", "Sale|Shipping|5.00|1", "Sale|Shipping tax|0.41|1",
            "Sale|Shipping tax withheld|-0.41|1", "Sale|Other tax (Fees)|0.75|1",
            "Sale|Commission on Product|-2.85|1", "Sale|Commission on Shipping|-0.75|1"});
}

TEST_CASE("what Walmart ships, Walmart keeps the shipping of, and is paid for") {
  MarketLine line = mug(2, "20.00", "0");
  line.charges.push_back(charge_of("SHIPPING", "5.00", "0"));
  Small small(line);
  small.order.node = NodeType::walmart;
  const auto all = small.settle();
  const BooksTruth books = books_of(all);
  CHECK(books.shipping.text() == "5.00 USD");
  CHECK(books.fees.at("WFS Charge").text() == "-5.00 USD");
  CHECK(books.fees.at("WFS Fulfillment fee").text() == "-7.90 USD");
  CHECK(books.commission.text() == "-3.00 USD");
}

TEST_CASE("refunds mirror the sale, by return or without one, in the period in which they happen") {
  Small small(mug(2, "49.98", "4.12"));
  OrderChange goodwill;
  goodwill.kind = OrderChange::Kind::refunded;
  goodwill.at = shipped + a_day * 14;
  goodwill.line = "3";
  goodwill.refunds = {goodwill_of("-5.00", "-0.41")};
  small.order.schedule.push_back(goodwill);
  MarketReturn made = return_of(small.order, "104812345678901001", shipped + a_day * 15, 1, "3");
  refund_at(made, shipped + a_day * 16);
  small.world.add(made);
  const auto all = small.settle();
  CHECK(texts_of(all[1]) == std::vector<std::string>{
                                "Refund|Product Price|-5.00|0", "Refund|Product tax|-0.41|0",
                                "Refund|Product tax withheld|0.41|0", "Refund|Commission on Product|0.75|0",
                                "Refund|Product Price|-24.99|1", "Refund|Product tax|-2.06|1",
                                "Refund|Product tax withheld|2.06|1", "Refund|Commission on Product|3.75|1"});
  CHECK(all[1].rows[0].reason == "Finance -> Goodwill");
  CHECK(all[1].rows[4].description == "Return Refund");
  CHECK(all[1].payable.text() == "-25.49");
  CHECK(all[1].deposit.text() == "-25.49");  // collected from the seller
}

TEST_CASE("a negative payable is collected, or carried over") {
  Small small(mug());
  small.world.add(event_of("2026-02-01", "-100.00", "Walmart Product Advertising"));
  small.world.add(event_of("2026-02-10", "90.00", "Walmart Product Advertising"));
  CHECK(small.settle()[0].payable.text() == "-78.76");
  CHECK(small.settle()[0].deposit.text() == "-78.76");
  small.terms.carries_negative = true;
  const auto all = small.settle();
  CHECK(all[0].deposit.is_zero());
  CHECK(all[1].outside.text() == "-78.76");
  CHECK(all[1].deposit.text() == "11.24");
  CHECK(books_of(all).deposits.size() == 1);
}

TEST_CASE("an opening balance gap is in the payable and in no row") {
  Small small(mug());
  small.terms.gaps = {0};
  const auto all = small.settle();
  CHECK(all[0].payable.text() == "13.47");
  CHECK(books_of(all).outside.text() == "-7.77 USD");
  CHECK(add(books_of(all).sum().amount, all[0].outside).value() == all[0].payable);
}

TEST_CASE("names differ from the order's where the quirks say so") {
  Small small(mug());
  small.terms.quirks.sku_case = 1;
  small.terms.quirks.line_mismatch = 1;
  small.terms.quirks.label_charge = 1;
  const auto rows = small.settle()[0].rows;
  CHECK(rows[0].sku == "mug-blu");
  CHECK(rows[0].po_line == "101");
  CHECK(rows[0].customer_line == "3");
  CHECK(rows.back().description == "Walmart Shipping Label Service Charge");
  CHECK(rows.back().key != rows[0].key);
}

TEST_CASE("a late refund comes a period later, a drifting one takes the cents that were left") {
  Small small(mug(3, "94.51", "0"));
  MarketReturn made = return_of(small.order, "104812345678901001", shipped + a_day * 5, 3, "3");
  refund_at(made, shipped + a_day * 6);
  small.world.add(made);
  CHECK(books_of(small.settle()).refunds.text() == "-94.50 USD");
  CHECK(small.settle()[0].rows.size() == 2);
  CHECK(small.settle()[1].rows.size() == 2);
  small.terms.quirks.refund_drift = 1;
  small.terms.quirks.late_refund = 1;
  CHECK(books_of(small.settle()).refunds.text() == "-94.51 USD");
  CHECK(small.settle()[1].rows.empty());
  CHECK(small.settle()[2].rows.size() == 2);
}

TEST_CASE("savings that Walmart pays come to nothing, an excess refund has a row of its own") {
  Small small(mug());
  MarketReturn made = return_of(small.order, "104812345678901001", shipped + a_day * 3, 1, "3");
  refund_at(made, shipped + a_day * 4);
  small.world.add(made);
  const BooksTruth plain = books_of(small.settle());
  small.terms.quirks.funded_savings = 1;
  small.terms.quirks.excess_refund = 1;
  const BooksTruth books = books_of(small.settle());
  CHECK(books.rows == plain.rows + 3);
  CHECK(books.sales == plain.sales);
  CHECK(books.refunds == plain.refunds);
  CHECK(books.adjustments.at("Excess Refund Adjustment").text() == "-1.50 USD");
  CHECK(subtract(plain.payable.amount, books.payable.amount).value().text() == "1.5");
}

TEST_CASE("without terms there is no settlement, and what happened before the first day is in none") {
  World world;
  world.add(order_of(po, shipped, {mug()}));
  CHECK(settlements(MarketView(world), later).empty());
  CHECK(settlement_rows(MarketView(world), later).empty());
  Small small(mug());
  small.terms.first_day = on_day("2026-02-03");
  CHECK(small.settle()[0].rows.empty());
  CHECK(closed_periods(small.terms, shipped) == 0);
}
