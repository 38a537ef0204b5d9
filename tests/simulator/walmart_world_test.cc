#include <doctest/doctest.h>

#include <set>

#include "base/json_tree.h"
#include "simulator/walmart_order_json.h"
#include "simulator/world_demo.h"
#include "simulator/world_export.h"
#include "simulator/world_generator.h"
#include "simulator/world_places.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

constexpr Millis day{86'400'000};

WorldSettings lively(int orders, std::uint64_t seed = 11) {
  WorldSettings settings;
  settings.seed = seed;
  settings.orders = orders;
  settings.from = Instant::parse("2026-02-01T00:00:00Z").value();
  settings.over = day * 5;
  settings.quirks.set(Quirk::unknown_status, 0.02);
  return settings;
}

std::vector<Json> orders_in(const std::string& ndjson) {
  std::vector<Json> orders;
  for (std::size_t at = 0; at < ndjson.size();) {
    const auto end = ndjson.find('\n', at);
    orders.push_back(parse_json(std::string_view(ndjson).substr(at, end - at), "line").value());
    at = end + 1;
  }
  return orders;
}

std::vector<Json> as_list(const Json& value) {
  if (value.is_array()) return {value.begin(), value.end()};
  return {value};
}

// Cents of `part` of `whole` units, half away from zero: its own arithmetic, on purpose.
long share(long cents, long part, long whole) {
  const long size = std::abs(cents) * part;
  const long rounded = (2 * size + whole) / (2 * whole);
  return cents < 0 ? -rounded : rounded;
}

long cents_in(const Json& holder, const char* name) {
  const Decimal amount = decimal_in(holder.at(name), "amount").value();
  REQUIRE(amount.units() % 10'000 == 0);
  return static_cast<long>(amount.units() / 10'000);
}

struct Cents {
  long open = 0;
  long shipped = 0;
  long cancelled = 0;
  void add(long total, long s, long o, long q) {
    shipped += share(total, s, q);
    open += share(total, s + o, q) - share(total, s, q);
    cancelled += total - share(total, s + o, q);
  }
  void check(const UnitSplit& truth) const {
    CHECK(truth.open.amount.units() == open * 10'000);
    CHECK(truth.shipped.amount.units() == shipped * 10'000);
    CHECK(truth.cancelled.amount.units() == cancelled * 10'000);
  }
};

struct Found {
  Cents charges;
  Cents taxes;
};

Found found_in(const Json& order, bool per_unit) {
  Found found;
  for (const Json& line : as_list(order.at("orderLines").at("orderLine"))) {
    const long quantity = std::stol(line.at("orderLineQuantity").at("amount").get<std::string>());
    long shipped = 0;
    long open = 0;
    long all = 0;
    for (const Json& row : as_list(line.at("orderLineStatuses").at("orderLineStatus"))) {
      const long units = std::stol(row.at("statusQuantity").at("amount").get<std::string>());
      const std::string status = row.at("status");
      all += units;
      if (status == "Shipped" || status == "Delivered") shipped += units;
      if (status == "Created" || status == "Acknowledged" || status == "OnReview") open += units;
    }
    REQUIRE(all == quantity);
    const long times = per_unit ? quantity : 1;
    for (const Json& charge : as_list(line.at("charges").at("charge"))) {
      found.charges.add(cents_in(charge, "chargeAmount") * times, shipped, open, quantity);
      if (charge.contains("tax") && !charge.at("tax").is_null())
        found.taxes.add(cents_in(charge.at("tax"), "taxAmount") * times, shipped, open, quantity);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("a world depends on its settings only") {
  const Instant later = lively(1).from + day * 9;
  const std::string one = to_ndjson(make_world(lively(200)), later);
  CHECK(one == to_ndjson(make_world(lively(200)), later));
  CHECK(one != to_ndjson(make_world(lively(200, 12)), later));
  CHECK(one.size() > 100'000);
}

TEST_CASE("order numbers have 15 digits, occur once, and do not depend on the world's size") {
  std::set<std::string> numbers;
  const World world = make_world(lively(2000));
  for (const MarketOrder& order : world.orders()) {
    CHECK(order.po.size() == 15);
    numbers.insert(order.po);
  }
  CHECK(numbers.size() == 2000);
  const World shorter = make_world(lively(5));
  CHECK(world.orders().front().po == shorter.orders().front().po);
  World copy = world;
  CHECK_FALSE(copy.add(world.orders().front()));
}

TEST_CASE("each quirk occurs") {
  const World world = make_world(lively(800));
  for (std::size_t i = 0; i < quirk_count; ++i) {
    const auto quirk = static_cast<Quirk>(i);
    CAPTURE(name_of(quirk));
    CHECK_FALSE(name_of(quirk).empty());
    int orders = 0;
    for (const MarketOrder& order : world.orders()) orders += order.quirks.has(quirk) ? 1 : 0;
    CHECK(orders > 0);
  }
  WorldSettings settings = lively(50);
  settings.quirks = QuirkShares::none();
  const World calm = make_world(settings);
  for (const MarketOrder& order : calm.orders())
    for (std::size_t i = 0; i < quirk_count; ++i) CHECK_FALSE(order.quirks.has(static_cast<Quirk>(i)));
}

TEST_CASE("the truth equals the sums found in the orders' own text, at every stage of their lives") {
  for (const ChargeMeans means : {ChargeMeans::line, ChargeMeans::unit}) {
    WorldSettings settings = lively(300);
    settings.charge_means = means;
    const World world = make_world(settings);
    for (const int days : {1, 3, 5, 14}) {
      const Instant now = settings.from + day * days;
      WorldTruth sum;
      for (const Json& order : orders_in(to_ndjson(world, now))) {
        const std::string po = order.at("purchaseOrderId");
        CAPTURE(po);
        const OrderTruth truth = world.truth(po, now);
        const Found found = found_in(order, means == ChargeMeans::unit);
        found.charges.check(truth.charges);
        found.taxes.check(truth.taxes);
        if (truth.readable) CHECK(truth.state == order.at("shippingInfo").at("postalAddress").at("state"));
        std::int64_t parts = 0;
        for (const ShippedPart& part : truth.parts) parts += part.charges.amount.units();
        CHECK(parts == truth.charges.shipped.amount.units());
        add_to(sum, truth);
      }
      const WorldTruth totals = world.totals(now);
      CHECK(totals.orders == sum.orders);
      CHECK(totals.charges.total() == sum.charges.total());
      CHECK(totals.taxes.shipped == sum.taxes.shipped);
    }
  }
}

TEST_CASE("quirks show in the text as they do at Walmart") {
  const World world = make_world(lively(800));
  const auto written = [&](const MarketOrder& order, Instant now) {
    std::string text;
    JsonOut json(text);
    write_order(json, order, standing_of(order, {}, now), {});
    return parse_json(text, "order").value();
  };
  for (const MarketOrder& order : world.orders()) {
    const Json fresh = written(order, order.ordered);
    const Json old = written(order, order.ordered + day * 12);
    const QuirkSet& quirks = order.quirks;
    CAPTURE(order.po);
    CHECK(fresh.contains("shippingInfo") ==
          (!quirks.has(Quirk::no_shipping_information) || quirks.has(Quirk::explicit_nulls)));
    if (quirks.has(Quirk::no_shipping_information)) continue;
    if (quirks.has(Quirk::zero_phone_on_update) && !quirks.has(Quirk::several_orders_of_customer)) {
      CHECK(fresh.at("shippingInfo").at("phone") != "0000000000");
      CHECK(old.at("shippingInfo").at("phone") == "0000000000");
    }
    if (quirks.has(Quirk::no_estimated_ship_date) && !quirks.has(Quirk::cancelled_whole)) {
      CHECK(fresh.at("shippingInfo").contains("estimatedShipDate"));
      CHECK_FALSE(old.at("shippingInfo").contains("estimatedShipDate"));
    }
    const Json& line = old.at("orderLines").at("orderLine").at(0);
    const Json& first = fresh.at("orderLines").at("orderLine").at(0);
    if (quirks.has(Quirk::status_date_backwards))
      CHECK(line.at("statusDate").get<std::int64_t>() < first.at("statusDate").get<std::int64_t>());
    if (quirks.has(Quirk::single_objects))
      CHECK(first.at("orderLineStatuses").at("orderLineStatus").is_object());
    if (quirks.has(Quirk::explicit_nulls)) CHECK(first.at("refund").is_null());
    if (quirks.has(Quirk::duplicate_sku))
      CHECK(first.at("item").at("sku").get<std::string>().size() ==
            fresh.at("orderLines").at("orderLine").at(1).at("item").at("sku").get<std::string>().size());
    if (quirks.has(Quirk::intent_to_cancel)) CHECK(first.at("intentToCancel") == "true");
    CHECK_FALSE(fresh.contains("orderType"));
  }
}

TEST_CASE("the demonstration shows what it says within three days") {
  const World world = demo_world();
  CHECK(world.orders().size() == 13);
  const Instant end = demo_start() + day * 3;
  QuirkSet seen;
  for (const MarketOrder& order : world.orders()) {
    CHECK(order.ordered <= end);
    CHECK(order.po.size() == 15);
    for (std::size_t i = 0; i < quirk_count; ++i)
      if (order.quirks.has(static_cast<Quirk>(i))) seen.set(static_cast<Quirk>(i));
    const Found found = [&] {
      std::string text;
      JsonOut json(text);
      write_order(json, order, standing_of(order, {}, end), {});
      return found_in(parse_json(text, "order").value(), false);
    }();
    found.charges.check(world.truth(order.po, end).charges);
    found.taxes.check(world.truth(order.po, end).taxes);
  }
  for (const Quirk quirk :
       {Quirk::quantity_above_one, Quirk::split_shipment, Quirk::cancelled_part, Quirk::unknown_sku,
        Quirk::no_shipping_information, Quirk::replacement, Quirk::walmart_fulfilled})
    CHECK(seen.has(quirk));
  // 135.96 and 11.21 to the cent.
  const OrderTruth first = world.truth("108900000010011", end);
  CHECK(first.charges.shipped.text() == "135.96 USD");
  CHECK(first.taxes.shipped.text() == "11.21 USD");
  // 94.51 in parcels of two and one: 63.01 and 31.50, the second with 7.99 and 3.10.
  const OrderTruth split = world.truth("108900000010015", end);
  REQUIRE(split.parts.size() == 2);
  CHECK(split.parts[0].charges.text() == "63.01 USD");
  CHECK(split.parts[1].charges.text() == "42.59 USD");
}

TEST_CASE("every state is there, each with its own ZIP code") {
  std::set<std::string_view> states;
  std::set<std::string_view> zips;
  for (const WorldPlace& place : places()) {
    states.insert(place.state);
    zips.insert(place.zip);
    CHECK(place.zip.size() == 5);
  }
  CHECK(states.size() == 51);
  CHECK(zips.size() == 51);
  for (const char* state : {"DE", "MT", "NH", "OR"}) CHECK(place_in(state)->tax_rate == 0);
  CHECK(place_in("ZZ") == nullptr);
}
