// What was earned, and that its sum is always that of the books.
#include "flow/profit.h"

#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "flow/accrued_lines.h"
#include "flow/accrued_world.h"
#include "flow/entry_export.h"
#include "flow/settled_world.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

flow::ProfitTable told(store::Store& store, const Source& source, flow::ProfitBy by,
                       flow::DateSpan span = {}) {
  const auto tables = flow::profit(store, source, {"us", "Walmart Marketplace US", span, by});
  REQUIRE_MESSAGE(tables.ok(), (tables ? "" : tables.error().text()));
  REQUIRE(tables->size() == 1);
  return tables->front();
}

// "mug-blu: 49.98 -24.99 -1.25 0.00 | 23.74": revenue, refunds, fees, other, margin.
std::string text_of(const flow::ProfitRow& row) {
  return (row.name.empty() ? "-" : row.name) + ": " + row.revenue.text(2) + " " + row.refunds.text(2) + " " +
         row.fees.text(2) + " " + row.other.text(2) + " | " + row.margin.text(2);
}

std::string text_of(const flow::ProfitTable& table) {
  std::string text;
  for (const auto& row : table.rows) text += text_of(row) + "; ";
  return text + text_of(table.total);
}

void worked(SettleDesk& desk) {
  worked_order(desk);
  worked_return(desk);
  worked_report(desk);
  desk.receive_all();
  desk.book();
}

// The parts of an income statement as the export says them.
flow::ProfitRow exported(store::Store& store, flow::DateSpan span = {}) {
  std::string text;
  const std::vector<flow::ExportedPair> pairs = {{"us", "090", {}}};
  REQUIRE(flow::export_entries(store, pairs, span, flow::ExportFormat::json,
                               [&](std::string_view piece) -> Result<void> {
                                 text += piece;
                                 return {};
                               })
              .ok());
  std::map<std::string, std::int64_t> classes;
  const auto entries = parse_json(text, "export").value();
  for (const auto& entry : entries)
    if (text_in(entry, "role") == "placed")
      classes[text_in(entry, "class")] -= Decimal::parse(text_in(entry, "amount")).value().units();
  flow::ProfitRow sum;
  sum.revenue = Decimal::from_units(classes["product"] + classes["shipping"] + classes["discount"]);
  sum.refunds = Decimal::from_units(classes["refund"]);
  sum.fees = Decimal::from_units(classes["commission"] + classes["fee"]);
  sum.other = Decimal::from_units(classes["other"]);
  sum.margin =
      Decimal::from_units(sum.revenue.units() + sum.refunds.units() + sum.fees.units() + sum.other.units());
  return sum;
}

}  // namespace

TEST_CASE("the worked example's profit by SKU, with fees that are nobody's in a row of their own") {
  SettleDesk desk;
  worked(desk);
  CHECK(text_of(told(*desk.store, desk.source, flow::ProfitBy::sku)) ==
        "LAMP-01: 85.98 0.00 -12.90 0.00 | 73.08; MUG-BLU: 49.98 -24.99 -1.25 0.00 | 23.74; "
        "-: 0.00 0.00 -18.47 0.00 | -18.47; -: 135.96 -24.99 -32.62 0.00 | 78.35");
  CHECK(text_of(told(*desk.store, desk.source, flow::ProfitBy::sku, {{}, day("2026-01-31")})) ==
        "LAMP-01: 85.98 0.00 -12.90 0.00 | 73.08; MUG-BLU: 49.98 0.00 -7.50 0.00 | 42.48; "
        "-: 135.96 0.00 -20.40 0.00 | 115.56");
  CHECK(text_of(told(*desk.store, desk.source, flow::ProfitBy::channel).total) ==
        "-: 135.96 -24.99 -32.62 0.00 | 78.35");
  CHECK(told(*desk.store, desk.source, flow::ProfitBy::sku).total.units == Decimal::whole(3));
}

TEST_CASE("state, fulfilment and category come from the records, and what says none is told apart") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  auto& report = worked_report(desk);
  auto& order = desk.record(order_kind, po);
  order.facts.state = "TX";
  order.facts.fulfilment = "seller";
  for (std::size_t i = 0; i < 12; ++i) {
    report.lines[i].line().ship_state = "TX";
    report.lines[i].line().category = i < 4 ? "Kitchen" : "Home";
  }
  desk.receive_all();
  desk.book();
  CHECK(text_of(told(*desk.store, desk.source, flow::ProfitBy::state)) ==
        "TX: 135.96 -24.99 -17.90 0.00 | 93.07; -: 0.00 0.00 -14.72 0.00 | -14.72; "
        "-: 135.96 -24.99 -32.62 0.00 | 78.35");
  CHECK(text_of(told(*desk.store, desk.source, flow::ProfitBy::fulfilment).rows.front()) ==
        "seller: 135.96 -24.99 2.50 0.00 | 113.47");
  CHECK(text_of(told(*desk.store, desk.source, flow::ProfitBy::category)) ==
        "Home: 85.98 0.00 -12.90 0.00 | 73.08; Kitchen: 49.98 -24.99 -1.25 0.00 | 23.74; "
        "-: 0.00 0.00 -18.47 0.00 | -18.47; -: 135.96 -24.99 -32.62 0.00 | 78.35");
}

TEST_CASE("whatever it is by, the profit of a world is the sum of its books") {
  constexpr Millis a_day{86'400'000};
  RigSettings settings;
  settings.clearing_account = "090";
  simulator::WorldSettings world;
  world.seed = 11;
  world.orders = 60;
  world.from = settings.start - 100 * a_day;
  world.over = 30 * a_day;
  world.after_sale = simulator::AfterSale();
  Rig rig(simulator::make_world(world), settings);
  for (int pass = 0; pass < 4; ++pass) {
    rig.pass();
    rig.advance(Millis(3'600'000));
  }
  for (const flow::DateSpan span : {flow::DateSpan(), flow::DateSpan{day("2025-12-01"), day("2025-12-31")}}) {
    const auto expected = exported(rig.store(), span);
    CHECK_FALSE(expected.fees.is_zero());
    for (const auto by : flow::all_profit_by) {
      CAPTURE(name_of(by));
      const auto table = told(rig.store(), rig.source(), by, span);
      CHECK(table.total.revenue == expected.revenue);
      CHECK(table.total.refunds == expected.refunds);
      CHECK(table.total.fees == expected.fees);
      CHECK(table.total.other == expected.other);
      std::int64_t margins = 0;
      for (const auto& row : table.rows) margins += row.margin.units();
      CHECK(margins == table.total.margin.units());
      CHECK(table.total.margin.units() == expected.margin.units() + table.total.cost.units());
      if (by != flow::ProfitBy::channel) CHECK(table.rows.size() > 1);
    }
  }
}

TEST_CASE("by whatever and month by month, both shapes tell the same profit with the same unit cost") {
  // Sub-cents, and another cost from December on.
  const EditedRules rules;
  rules.write("cost.lua", R"(return { api = 1, cost = function(line)
  if line.class ~= "product" then return none end
  return line.date < "2025-12-01" and "3.995" or "4.205"
end }
)");
  RigSettings settings;
  settings.clearing_account = "090";
  settings.rules = rules.directory();
  const auto table = [](Rig& rig, flow::ProfitBy by, const flow::DateSpan& span, bool refunds) {
    std::string text;
    auto of = told(rig.store(), rig.source(), by, span);
    std::sort(of.rows.begin(), of.rows.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    of.rows.push_back(of.total);
    for (const auto& row : of.rows) {
      if (!refunds && row.units.is_zero() && row.revenue.is_zero()) continue;
      text += row.name + ": " + row.units.text() + " for " + row.revenue.text(2);
      if (refunds)
        text += ", cost " + row.cost.text(3) + ", returned " + row.returned.text() + ", refunds " +
                row.refunds.text(2) + ", fees " + row.fees.text(2);
      text += "\n";
    }
    return text;
  };
  // Refunds are dated when Walmart posts them, or when their return tells of them: month by month both shapes
  // tell the same cost only where nothing comes back.
  for (const double returned : {0.4, 0.0}) {
    CAPTURE(returned);
    simulator::WorldSettings generated = settled_settings(settings.start, 7, 40);
    generated.after_sale->returns.returned = returned;
    generated.after_sale->returns.refunded = returned;
    const auto world = simulator::make_world(generated);
    settings.adjust = {};
    Rig by_order(world, settings);
    settings.adjust = [](flow::PairSettings& pair) {
      pair.posting = Posting::settlement;
      pair.accounts.carried_forward = "125";
    };
    Rig by_settlement(world, settings);
    for (Rig* rig : {&by_order, &by_settlement}) {
      for (int pass = 0; pass < 4; ++pass) {
        rig->pass();
        rig->advance(Millis(3'600'000));
      }
    }
    for (const auto by : flow::all_profit_by) {
      CAPTURE(name_of(by));
      CHECK(table(by_settlement, by, {}, true) == table(by_order, by, {}, true));
      const auto total = told(by_order.store(), by_order.source(), by).total;
      CHECK(total.cost.is_negative());
      CHECK(total.returned.is_zero() == (returned == 0.0));
      for (const flow::DateSpan month : {flow::DateSpan{day("2025-11-01"), day("2025-11-30")},
                                         flow::DateSpan{day("2025-12-01"), day("2025-12-31")}}) {
        CAPTURE(month.from.text());
        const bool whole = total.returned.is_zero();
        CHECK(table(by_settlement, by, month, whole) == table(by_order, by, month, whole));
      }
    }
  }
}

TEST_CASE("what no rule tells the cost of is counted and not taken for free, in either shape") {
  const EditedRules rules;
  rules.write("cost.lua", R"(return { api = 1, cost = function(line)
  if line.class == "product" and line.sku < "M" then return "2.50" end
  return none
end }
)");
  RigSettings settings;
  settings.clearing_account = "090";
  settings.rules = rules.directory();
  const auto world = simulator::make_world(settled_settings(settings.start, 7, 30));
  flow::ProfitTable by_order;
  for (const Posting posting : {Posting::order, Posting::settlement}) {
    settings.adjust = [posting](flow::PairSettings& pair) {
      pair.posting = posting;
      pair.accounts.carried_forward = "125";
    };
    Rig rig(world, settings);
    for (int pass = 0; pass < 4; ++pass) {
      rig.pass();
      rig.advance(Millis(3'600'000));
    }
    auto table = told(rig.store(), rig.source(), flow::ProfitBy::sku);
    int costed = 0;
    for (const auto& row : table.rows) {
      CAPTURE(row.name);
      const bool known = row.name < "M";
      CHECK(row.uncosted == (known ? Decimal() : row.units));
      const Decimal left = subtract(row.units, row.returned).value();
      CHECK(row.cost == multiply(Decimal::parse("-2.50").value(), known ? left : Decimal(), 2).value());
      if (known && !row.units.is_zero()) ++costed;
    }
    CHECK(costed > 1);
    CHECK(table.total.uncosted.units() > 0);
    CHECK(table.total.uncosted < table.total.units);
    if (posting == Posting::order) by_order = table;
    CHECK(table.total.uncosted == by_order.total.uncosted);
    CHECK(table.total.units == by_order.total.units);
  }
}

TEST_CASE("a month's accrual is in its profit, by whose it is, as an invoice for each order would be") {
  const EditedRules rules;
  answer_all_fees(rules);
  RigSettings settings = accrued_settings(rules);
  const simulator::WorldSettings world = accrued_world(settings, 7, 40);
  Rig by_order(simulator::make_world(world), settings);
  settings.adjust = [](flow::PairSettings& pair) {
    pair.posting = Posting::settlement;
    pair.accounts.carried_forward = "125";
    pair.accounts.accrued = "127";
    pair.accrues = true;
    pair.schedule.zone = TimeZone::named("America/New_York").value();
  };
  Rig by_settlement(simulator::make_world(world), settings);
  const auto revenue_of = [](const flow::ProfitTable& table) {
    std::map<std::string, std::string> rows;
    for (const auto& row : table.rows)
      if (!row.revenue.is_zero()) rows[row.name] = row.revenue.text(2);
    return rows;
  };
  bool accrued = false;
  for (int week = 0; week < 7; ++week) {
    for (Rig* rig : {&by_order, &by_settlement}) {
      for (int pass = 0; pass < 2; ++pass) {
        rig->pass();
        rig->advance(Millis(3'600'000));
      }
    }
    const Date today = TimeZone::utc().date_of(by_order.clock().now());
    const Date end = today.plus_days(-static_cast<std::int32_t>(today.day()));
    const flow::DateSpan month{end.plus_days(1 - static_cast<std::int32_t>(end.day())), end};
    accrued = accrued || !flow::accrued_lines(by_settlement.store(), "us", month).value().empty();
    for (const auto by : flow::all_profit_by) {
      CAPTURE(today.text());
      CAPTURE(name_of(by));
      const auto expected = told(by_order.store(), by_order.source(), by, month);
      const auto table = told(by_settlement.store(), by_settlement.source(), by, month);
      CHECK(table.total.revenue == expected.total.revenue);
      CHECK(table.total.refunds == expected.total.refunds);
      CHECK(table.total.fees == expected.total.fees);
      CHECK(revenue_of(table) == revenue_of(expected));
    }
    for (Rig* rig : {&by_order, &by_settlement}) rig->advance(Millis(7 * 86'400'000LL - 7'200'000));
  }
  CHECK(accrued);
}
