#include <doctest/doctest.h>

#include "after_sale_fixture.h"
#include "base/json_tree.h"
#include "simulator/world_books.h"
#include "simulator/world_demo.h"
#include "simulator/world_export.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

TEST_CASE("the demonstration shows a return within its five days") {
  const World world = demo_world();
  CHECK(returns_to_ndjson(world, demo_start() + a_day * 2).empty());
  const std::string text = returns_to_ndjson(world, demo_start() + a_day * 5);
  const Json shown = parse_json(text, "return").value();
  CHECK(shown.at("returnOrderId") == "104900000010011001");
  const Json& line = shown.at("returnOrderLines").at(0);
  CHECK(line.at("currentTrackingStatuses").at(0).at("currentRefundStatus") == "REFUND_COMPLETED");
  CHECK(line.at("returnTrackingDetail").at(0).at("eventTag") == "DELIVERED_AFTER_INVOICE");
}

TEST_CASE("the demonstration shows a settlement within its five days") {
  const World world = demo_world();
  CHECK(settlement_files(world, demo_start() + a_day * 3)->empty());
  const auto files = settlement_files(world, demo_start() + a_day * 5);
  REQUIRE(files.ok());
  REQUIRE(files->size() == 1);
  CHECK(files->front().name == "settlement-2026-02-01.zip");
  CHECK(files->front().bytes.starts_with("PK"));

  const auto all = settlements(MarketView(world), demo_start() + a_day * 5);
  REQUIRE(all.size() == 1);
  CHECK(all[0].deposit_date.text() == "2026-02-02");
  const BooksTruth books = books_of(all);
  const Decimal shipped = world.totals(demo_start() + a_day * 5).charges.shipped.amount;
  CHECK(add(books.sales.amount, books.shipping.amount).value() == shipped);
  CHECK(books.refunds.text() == "-24.99 USD");
  CHECK(books.restocking.text() == "2.50 USD");
  CHECK(books.reserve.text() == "-10.00 USD");
  CHECK(books.sum() == books.payable);
}
