// What the cost of goods that came back is to a profit: given back once, when their refund is booked.
#include <doctest/doctest.h>

#include "flow/bookings.h"
#include "flow/profit.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr std::array both = {Posting::order, Posting::settlement};
const flow::DateSpan january{day("2026-01-01"), day("2026-01-31")};
const flow::DateSpan february{day("2026-02-01"), day("2026-02-28")};

struct Shop : SettleDesk {
  explicit Shop(Posting posting)
      : SettleDesk({}, true, [posting](flow::PairSettings& pair) {
          pair.posting = posting;
          pair.accounts.carried_forward = "850";
        }) {
    mapper->cost = [](const Line& line) { return std::string(line.sku == sku_lamp ? "30.00" : "10.00"); };
  }
  void take() {
    receive_all();
    book();
    for (const auto& each : source.records) {
      CAPTURE(each.first);
      const auto row = at(each.second.facts.kind, each.first.substr(0, each.first.find('/')));
      REQUIRE_MESSAGE(row.state == RecordState::booked, row.reason);
    }
  }
  // "2 sold, 1 back, cost -10.00, margin 5.00" of a SKU, or of all.
  std::string profit(std::string_view sku = "", flow::DateSpan span = {}) {
    const auto tables = flow::profit(*store, source, {"us", "Walmart Marketplace US", span, {}});
    REQUIRE_MESSAGE(tables.ok(), (tables ? "" : tables.error().text()));
    REQUIRE(tables->size() == 1);
    const auto text = [](const flow::ProfitRow& row) {
      return row.units.text() + " sold, " + row.returned.text() + " back, cost " + row.cost.text(2) +
             ", margin " + row.margin.text(2);
    };
    if (sku.empty()) return text(tables->front().total);
    for (const auto& row : tables->front().rows)
      if (flow::folded_sku(row.name) == flow::folded_sku(sku)) return text(row);
    return "nothing";
  }
};

RecordsSource::Kept& report_of(Shop& shop, const char* id) {
  const auto known = shop.source.records.find(std::string(id) + "/1");
  return known != shop.source.records.end() ? known->second : shop.record(report_kind, id);
}

// Mugs at 20.00 that cost a commission of 3.00 each.
void sell(Shop& shop, int quantity, const char* shipped = "2026-01-30") {
  SettleDesk::sale(shop.record(order_kind, po), LineClass::product, std::to_string(20 * quantity) + ".00",
                   sku_mug, quantity, shipped);
  auto& report = report_of(shop, report_id.c_str());
  const auto row = [&](LineClass line_class, const char* type, int each) {
    SettleDesk::row(report, line_class, "Sale", type, std::to_string(each * quantity) + ".00", po, sku_mug,
                    shipped)
        .quantity = Decimal::whole(quantity);
  };
  row(LineClass::product, "Product Price", 20);
  row(LineClass::commission, "Commission on Product", -3);
}

Line& refund(Shop& shop, std::uint32_t unit, bool back, const char* body = "1") {
  Line& line = SettleDesk::refund(shop.record(return_kind, "R1", body), po, LineClass::refund, "-20.00",
                                  sku_mug, unit);
  line.goods_back = back;
  return line;
}

void settle_refund(Shop& shop, int quantity, const char* report = "2026-02-06") {
  auto& kept = report_of(shop, report);
  SettleDesk::row(kept, LineClass::refund, "Refund", "Product Price", std::to_string(-20 * quantity) + ".00",
                  po, "mug-blu")
      .quantity = Decimal::whole(quantity);
}

}  // namespace

TEST_CASE("of a sale that comes back whole only its fees are left, in either shape") {
  for (const Posting posting : both) {
    Shop shop(posting);
    sell(shop, 2);
    refund(shop, 0, true);
    refund(shop, 1, true);
    settle_refund(shop, 2);
    shop.take();
    CHECK(shop.profit() == "2 sold, 2 back, cost 0.00, margin -6.00");
  }
}

TEST_CASE("the worked example with goods that came back, in the month of the refund") {
  for (const Posting posting : both) {
    CAPTURE(static_cast<int>(posting));
    Shop shop(posting);
    worked_order(shop);
    worked_return(shop);
    worked_report(shop);
    shop.source.records.at("R1/1").lines.front().line().goods_back = true;
    shop.take();
    worked_balances(shop);
    CHECK(shop.profit(sku_mug) == "2 sold, 1 back, cost -10.00, margin 13.74");
    CHECK(shop.profit() == "3 sold, 1 back, cost -40.00, margin 38.35");
    CHECK(shop.profit("", january) == "3 sold, 0 back, cost -50.00, margin 65.56");
    CHECK(shop.profit("", february) == "0 sold, 1 back, cost 10.00, margin -27.21");
  }
}

TEST_CASE("what the buyer keeps stays sold, beside a unit that came back") {
  for (const Posting posting : both) {
    Shop shop(posting);
    sell(shop, 3);
    refund(shop, 0, false);
    refund(shop, 1, true).date = day("2026-02-04");
    settle_refund(shop, 1);
    settle_refund(shop, 1, "2026-02-20");
    shop.take();
    CHECK(shop.profit() == "3 sold, 1 back, cost -20.00, margin -9.00");
    refund(shop, 0, false, "2");
    refund(shop, 1, false, "2").date = day("2026-02-04");
    shop.receive(return_kind, "R1", "2");
    shop.book();
    CHECK(shop.profit() == "3 sold, 0 back, cost -30.00, margin -19.00");
  }
}

TEST_CASE("goods that come back after their refund give their cost back as well") {
  for (const Posting posting : both) {
    Shop shop(posting);
    sell(shop, 2);
    refund(shop, 0, false);
    settle_refund(shop, 1);
    shop.take();
    CHECK(shop.profit() == "2 sold, 0 back, cost -20.00, margin -6.00");
    refund(shop, 0, true, "2");
    shop.receive(return_kind, "R1", "2");
    shop.book();
    CHECK(shop.profit() == "2 sold, 1 back, cost -10.00, margin 4.00");
  }
}

TEST_CASE("a return gives the cost back of a refund that a settlement had booked before") {
  for (const Posting posting : both) {
    CAPTURE(static_cast<int>(posting));
    Shop shop(posting);
    sell(shop, 2);
    settle_refund(shop, 2);
    shop.take();
    CHECK(shop.profit() == "2 sold, 0 back, cost -20.00, margin -26.00");
    refund(shop, 0, true);
    refund(shop, 1, true);
    shop.receive(return_kind, "R1");
    shop.book();
    REQUIRE(shop.entries(return_kind, "R1").entries.empty());
    CHECK(shop.profit("", february) == "0 sold, 2 back, cost 20.00, margin -20.00");
    CHECK(shop.profit() == "2 sold, 2 back, cost 0.00, margin -6.00");
  }
}

TEST_CASE("a settlement's own refund is not of the units that a return has booked") {
  for (const Posting posting : both) {
    Shop shop(posting);
    sell(shop, 2);
    refund(shop, 0, false);
    settle_refund(shop, 1);
    settle_refund(shop, 1, "2026-02-20");
    shop.take();
    Line& later =
        SettleDesk::refund(shop.record(return_kind, "R2"), po, LineClass::refund, "-20.00", sku_mug);
    later.refund = "R2-1";
    later.goods_back = true;
    later.date = day("2026-02-05");
    shop.receive(return_kind, "R2");
    shop.book();
    REQUIRE(shop.entries(return_kind, "R2").entries.empty());
    CHECK(shop.profit() == "2 sold, 1 back, cost -10.00, margin -16.00");
  }
}

TEST_CASE("units come back in the order they shipped, at what they cost then, to the cent") {
  for (const Posting posting : both) {
    Shop shop(posting);
    shop.mapper->cost = [](const Line& line) {
      return std::string(line.date < day("2026-01-15") ? "3.335" : "5.00");
    };
    sell(shop, 2, "2026-01-10");
    sell(shop, 1, "2026-01-30");
    for (std::uint32_t unit = 0; unit < 3; ++unit)
      refund(shop, unit, true).date = day("2026-02-01").plus_days(static_cast<int>(unit));
    settle_refund(shop, 1);
    settle_refund(shop, 1, "2026-02-20");
    settle_refund(shop, 1, "2026-03-06");
    for (const char* report : {"2026-02-20", "2026-03-06"})
      report_of(shop, report).facts.sums.to = day(report);
    report_of(shop, "2026-03-06").lines.front().line().date = day("2026-03-02");
    shop.source.records.at("R1/1").lines.back().line().date = day("2026-03-02");
    shop.take();
    CHECK(shop.profit("", january) == "3 sold, 0 back, cost -11.67, margin 39.33");
    CHECK(shop.profit("", february) == "0 sold, 2 back, cost 6.67, margin -33.33");
    CHECK(shop.profit() == "3 sold, 3 back, cost 0.00, margin -9.00");
  }
}

TEST_CASE("a unit without a known cost gives none back, and is without one as it was sold only") {
  for (const Posting posting : both) {
    Shop shop(posting);
    shop.mapper->cost = {};
    sell(shop, 1);
    refund(shop, 0, true);
    settle_refund(shop, 1);
    shop.take();
    const auto tables = flow::profit(*shop.store, shop.source, {"us", "Walmart Marketplace US", {}, {}});
    REQUIRE(tables.ok());
    const flow::ProfitRow& total = tables->front().total;
    CHECK(total.cost.is_zero());
    CHECK(total.returned == Decimal::whole(1));
    CHECK(total.uncosted == Decimal::whole(1));
  }
}
