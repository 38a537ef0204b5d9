// Generated worlds with returns and settlements, against sums found another way.
#include <doctest/doctest.h>

#include <set>

#include "after_sale_fixture.h"
#include "simulator/world_books.h"
#include "simulator/world_export.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

const Instant begun = at_time("2026-01-05T00:00:00Z");
const Instant over = begun + a_day * 200;

WorldSettings ninety_days(int orders, std::uint64_t seed = 5) {
  WorldSettings settings;
  settings.seed = seed;
  settings.orders = orders;
  settings.from = begun;
  settings.over = a_day * 90;
  settings.after_sale = AfterSale();
  return settings;
}

std::string text_of(const std::vector<Settlement>& all) {
  std::string text;
  for (const Settlement& settlement : all) {
    text += settlement.report_date.text() + " " + settlement.payable.text() + "\n";
    for (const SettlementRow& row : settlement.rows)
      text += row.key + row.posted.text() + row.type + row.description + row.amount_type + row.amount.text() +
              row.po + row.po_line + row.sku + "\n";
  }
  return text;
}

bool is_charge(const SettlementRow& row) {
  return row.kind == RowKind::product || row.kind == RowKind::promotion || row.kind == RowKind::shipping ||
         row.kind == RowKind::other_charge;
}

}  // namespace

TEST_CASE("returns and settlements come out of the seed, and nothing else about the orders changes") {
  const World world = make_world(ninety_days(400));
  const auto all = settlements(MarketView(world), over);
  CHECK(text_of(all) == text_of(settlements(MarketView(make_world(ninety_days(400))), over)));
  CHECK(text_of(all) != text_of(settlements(MarketView(make_world(ninety_days(400, 6))), over)));
  WorldSettings plain = ninety_days(400);
  plain.after_sale.reset();
  World bare = make_world(plain);
  CHECK(bare.returns().empty());
  CHECK_FALSE(bare.terms());
  // A refund without a return is part of an order's schedule; without those both are the same, byte for byte.
  World again = world;
  for (const MarketOrder& order : world.orders())
    std::erase_if(again.find(order.po)->schedule,
                  [](const OrderChange& change) { return change.kind == OrderChange::Kind::refunded; });
  CHECK(to_ndjson(bare, over) == to_ndjson(again, over));
}

TEST_CASE("what is closed stays as it is while the world goes on") {
  const World world = make_world(ninety_days(300));
  auto before = settlements(MarketView(world), begun + a_day * 61);
  auto after = settlements(MarketView(world), over);
  REQUIRE(before.size() < after.size());
  REQUIRE(before.size() >= 4);
  after.resize(before.size());
  CHECK(text_of(before) == text_of(after));
}

TEST_CASE("rows add up to the payable, and taxes of facilitator states to nothing") {
  WorldSettings settings = ninety_days(600);
  settings.after_sale->quirks.opening_gap = 0.3;
  const World world = make_world(settings);
  const auto all = settlements(MarketView(world), over);
  CHECK(all.size() >= 13);
  int gaps = 0;
  for (const Settlement& settlement : all) {
    std::int64_t sum = 0;
    for (const SettlementRow& row : settlement.rows) {
      sum += row.amount.units();
      CHECK(row.posted >= settlement.start);
      CHECK(row.posted <= settlement.end);
      CHECK(row.amount.units() % 10'000 == 0);
    }
    CHECK(sum + settlement.outside.units() == settlement.payable.units());
    gaps += settlement.outside.is_zero() ? 0 : 1;
  }
  CHECK(gaps > 0);
  const BooksTruth books = books_of(all);
  CHECK(books.taxes.size() > 30);
  for (const auto& state : books.taxes) {
    CAPTURE(state.first);
    CHECK(state.second.collected == state.second.withheld.negated());
  }
  CHECK(add(books.sum().amount, books.outside.amount).value() == books.payable.amount);
}

TEST_CASE("in the end every order's sale rows are what it shipped, and its refunds what came back") {
  for (const ChargeMeans means : {ChargeMeans::line, ChargeMeans::unit}) {
    WorldSettings settings = ninety_days(600);
    settings.charge_means = means;
    settings.after_sale->quirks.refund_drift = 0;
    const World world = make_world(settings);
    const MarketView view(world);
    std::map<std::string, std::int64_t> sold, taxed, refunded, expected;
    for (const Settlement& settlement : settlements(view, over))
      for (const SettlementRow& row : settlement.rows) {
        if (row.kind == RowKind::tax && !row.refund) taxed[row.po] += row.amount.units();
        if (is_charge(row)) (row.refund ? refunded : sold)[row.po] += row.amount.units();
      }
    for (const MarketReturn& made : world.returns())
      for (const ReturnLineTruth& line : view.return_truth(made, over).lines)
        for (const RefundTruth& refund : line.refunds)
          for (const RefundedCharge& charge : refund.charges) expected[line.po] -= charge.amount.units();
    for (const MarketOrder& order : world.orders()) {
      CAPTURE(order.po);
      for (const OrderChange& change : order.schedule)
        for (const MarketRefund& refund : change.refunds) expected[order.po] += refund.charge.amount.units();
      const OrderTruth truth = world.truth(order.po, over);
      const bool paid = !order.replacement;
      CHECK(sold[order.po] == (paid ? truth.charges.shipped.amount.units() : 0));
      CHECK(taxed[order.po] == (paid ? truth.taxes.shipped.amount.units() : 0));
      CHECK(refunded[order.po] == expected[order.po]);
      CHECK(sold[order.po] + refunded[order.po] >= 0);
    }
  }
}

TEST_CASE("a world of ninety days shows every kind of return and of row") {
  WorldSettings settings = ninety_days(1500);
  settings.after_sale->quirks.unknown_row = 0.5;
  settings.after_sale->quirks.blank_type = 0.5;
  const World world = make_world(settings);
  const MarketView view(world);
  std::set<std::string> tags, channels, seen;
  for (const MarketReturn& made : world.returns()) {
    if (made.replacement) seen.insert("replacement");
    if (made.exception) seen.insert("exception");
    if (made.node == NodeType::walmart) seen.insert("wfs");
    if (made.lines.size() > 1) seen.insert("lines");
    const ReturnStanding standing = view.standing(made, over);
    for (std::size_t i = 0; i < made.lines.size(); ++i) {
      const ReturnLineStanding& line = standing.lines[i];
      if (made.lines[i].keep_it && line.refunded() > 0) seen.insert("keep it");
      if (line.refunded() > 0 && line.refunded() < made.lines[i].quantity) seen.insert("in parts");
      if (!made.lines[i].restocking_fee.is_zero()) seen.insert("restocking");
      if (made.lines[i].refunds_shipping) seen.insert("shipping");
      for (const ReturnTag& tag : line.tags) tags.insert(std::string(tag.tag));
      for (const ReturnedUnits& refund : line.refunds) channels.insert(refund.channel);
    }
  }
  CHECK(seen.size() == 8);
  CHECK(tags.size() == 8);
  CHECK(channels == std::set<std::string>{"InstantRefund", "SELLER_AUTO_REFUND", "WALMART_SETTLED_REFUND",
                                          "WALMART_TRIGGERED_REFUND"});
  CHECK(world.returns().size() > 100);

  const BooksTruth books = books_of(settlements(view, over));
  for (const Money& sum : {books.sales, books.shipping, books.restocking}) CHECK(sum.amount.units() > 0);
  for (const Money& sum : {books.refunds, books.shipping_refunds, books.commission, books.early_payouts})
    CHECK(sum.amount.is_negative());
  for (const char* fee :
       {"WFS Fulfillment fee", "WFS Charge", "WFS Return Shipping fee", "WFS Return Processing Fee",
        "WFS StorageFee", "WFS RC_InventoryDisposalFee", "Walmart Product Advertising", "SEM Marketing",
        "Walmart Shipping Label Service Charge", "Walmart Return Shipping Charge"}) {
    CAPTURE(fee);
    CHECK(books.fees.contains(fee));
  }
  CHECK(books.adjustments.size() >= 3);
  CHECK(books.unknown.size() == 1);
  bool negative = false;
  for (const DepositTruth& deposit : books.deposits)
    negative = negative || deposit.amount.amount.is_negative();
  CHECK(negative);
}
