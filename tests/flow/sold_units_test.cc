// Which of an order's shipments a settlement's row is about, where settlements book everything.
#include "flow/sold_units.h"

#include <doctest/doctest.h>

#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

TEST_CASE("units settle in the order in which they shipped, over all settlements") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) {
    settings.posting = Posting::settlement;
    settings.accounts.carried_forward = "850";
  });
  auto& order = desk.record(order_kind, po);
  SettleDesk::sale(order, LineClass::product, "50.00", sku_mug, 2, "2026-01-30");
  SettleDesk::sale(order, LineClass::product, "25.00", sku_mug, 1, "2026-02-04");
  const auto settle = [&](const char* report, const char* posted, const std::vector<int>& units) {
    auto& kept = desk.record(report_kind, report);
    for (const int each : units) {
      auto& row = SettleDesk::row(kept, LineClass::product, "Sale", "Product Price",
                                  std::to_string(25 * each) + ".00", po, "mug-blu", posted);
      row.quantity = Decimal::whole(each);
    }
  };
  settle("2026-02-06", "2026-02-01", {1});
  settle("2026-02-20", "2026-02-15", {1, 1});
  desk.receive_all();
  desk.book();
  flow::SoldUnits sold(*desk.store, "us");
  std::string days;
  for (const char* report : {"2026-02-06", "2026-02-20"}) {
    REQUIRE(desk.state(report_kind, report) == "booked");
    sold.open(desk.at(report_kind, report).id);
    for (const auto& kept : desk.source.records.at(std::string(report) + "/1").lines) {
      const auto told = sold.of(kept.line());
      REQUIRE(told.ok());
      REQUIRE(told->has_value());
      days += (*told)->shipped.text() + " ";
    }
  }
  CHECK(days == "2026-01-30 2026-01-30 2026-02-04 ");
  Line stranger = desk.source.records.at("2026-02-06/1").lines.front().line();
  stranger.sku = "PLATE";
  CHECK_FALSE(sold.of(stranger).value().has_value());
}

TEST_CASE("parts of a cost add up to it, whatever its cents") {
  CHECK(flow::cost_of("3.995", Decimal::whole(1))->text(2) == "4.00");
  CHECK(flow::cost_of("3.995", Decimal::whole(2))->text(2) == "7.99");
  CHECK(flow::cost_of("", Decimal::whole(2))->is_zero());
}
