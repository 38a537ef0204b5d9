#include <doctest/doctest.h>

#include <set>

#include "walmart_fixture.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

constexpr Millis day{86'400'000};

struct Shop {
  explicit Shop(int orders, Millis later = Millis(2 * 3'600'000))
      : clock(walmart_start() + later), service(clock, make_world(calm_world(orders))) {}
  VirtualClock clock;
  WalmartService service;
  WalmartCaller caller{service};

  void set(const std::function<void(WalmartSwitches&)>& change) {
    auto switches = service.switches();
    change(switches);
    service.set_switches(switches);
  }
};

std::vector<std::string> names_in(const Json& list) {
  std::vector<std::string> names;
  const Json& orders = list.at("list").at("elements").at("order");
  if (orders.is_object()) return {text_in(orders, "purchaseOrderId")};
  for (const Json& order : orders) names.push_back(text_in(order, "purchaseOrderId"));
  return names;
}

std::string cursor_in(const Json& list) {
  return text_in(list.at("list").at("meta"), "nextCursor");
}

// Every name on every page.
std::vector<std::string> walk(WalmartCaller& caller, const std::string& query) {
  std::vector<std::string> all;
  for (std::string cursor = query; !cursor.empty();) {
    const auto reply = caller.get("/v3/orders" + cursor);
    REQUIRE(reply.status == 200);
    const Json list = json_of(reply);
    for (std::string& name : names_in(list)) all.push_back(std::move(name));
    cursor = cursor_in(list);
  }
  return all;
}

std::string encoded(Instant at) {
  return at.text_seconds();
}

}  // namespace

TEST_CASE("pages hold every order once, though orders move between them") {
  Shop shop(31);
  const Json first = json_of(shop.caller.get("/v3/orders?limit=10"));
  CHECK(first.at("list").at("meta").at("totalCount") == 31);
  CHECK(first.at("list").at("meta").at("limit") == 10);
  std::set<std::string> seen;
  for (const std::string& name : names_in(first)) seen.insert(name);
  std::string cursor = cursor_in(first);
  int pages = 1;
  while (!cursor.empty()) {
    CHECK(cursor.starts_with("?limit=10&hasMoreElements=true&soIndex=31&"));
    MarketOrder newcomer;
    newcomer.po = "10899999999990" + std::to_string(pages);
    newcomer.ordered = shop.clock.now();
    shop.service.add_order(newcomer);
    shop.service.cancel(*seen.begin(), {});
    const Json page = json_of(shop.caller.get("/v3/orders" + cursor));
    for (const std::string& name : names_in(page)) CHECK(seen.insert(name).second);
    cursor = cursor_in(page);
    ++pages;
  }
  CHECK(pages == 4);
  CHECK(seen.size() == 31);
}

TEST_CASE("a cursor works byte for byte and is refused when any byte is changed") {
  Shop shop(5);
  const std::string cursor = cursor_in(json_of(shop.caller.get("/v3/orders?limit=2")));
  REQUIRE_FALSE(cursor.empty());
  CHECK(cursor.find('+') != std::string::npos);
  for (std::size_t i = 1; i < cursor.size(); ++i) {
    std::string altered = cursor;
    altered[i] = altered[i] == 'x' ? 'y' : 'x';
    CAPTURE(altered);
    CHECK(shop.caller.get("/v3/orders" + altered).status == 400);
  }
  CHECK(shop.caller.get("/v3/orders" + cursor + "&limit=2").status == 400);
  std::string encoded_plus = cursor;
  encoded_plus.replace(cursor.find('+'), 1, "%2B");
  CHECK(shop.caller.get("/v3/orders" + encoded_plus).status == 400);
  CHECK(shop.caller.get("/v3/orders/released" + cursor).status == 400);
  CHECK(names_in(json_of(shop.caller.get("/v3/orders" + cursor))).size() == 2);
}

TEST_CASE("a cursor in a parameter of its own is ignored: the first page again") {
  Shop shop(5);
  const auto first = names_in(json_of(shop.caller.get("/v3/orders?limit=2")));
  CHECK(names_in(json_of(shop.caller.get("/v3/orders?limit=2&nextCursor=anything"))) == first);
}

TEST_CASE("parameters are checked as Walmart checks them") {
  Shop shop(3);
  struct Case {
    const char* query;
    int status;
  };
  for (const Case& one :
       {Case{"?limit=0", 400}, Case{"?limit=201", 400}, Case{"?limit=200", 200}, Case{"?limit=ten", 400},
        Case{"?createdStartDate=2026-03-01", 200}, Case{"?createdStartDate=2026-03-01T00:00:00Z", 200},
        Case{"?createdStartDate=2026-03-01T00%3A00%3A00Z", 200},
        Case{"?createdStartDate=2026-03-01T00:00:00.000Z", 400},
        Case{"?lastModifiedStartDate=2026-03-01T00:00:00.000Z", 400}, Case{"?createdEndDate=yesterday", 400},
        Case{"?status=Created", 200}, Case{"?status=Lost", 400}, Case{"?shipNodeType=SellerFulfilled", 200},
        Case{"?shipNodeType=Everyone", 400}, Case{"?shipNodeType=WFSFulfilled", 404},
        Case{"?unknown=1", 200}}) {
    CAPTURE(one.query);
    CHECK(shop.caller.get(std::string("/v3/orders") + one.query).status == one.status);
  }
  CHECK(code_of(shop.caller.get("/v3/orders?createdStartDate=2026-03-01T00:00:00.000Z")) ==
        "INVALID_REQUEST.GMP_ORDER_API");
}

TEST_CASE("an empty search answers 404 with severity INFO") {
  Shop shop(3);
  const auto reply = shop.caller.get("/v3/orders?purchaseOrderId=1");
  CHECK(reply.status == 404);
  CHECK(code_of(reply) == "CONTENT_NOT_FOUND.GMP_ORDER_API");
  CHECK(json_of(reply).at("errors").at("error").at(0).at("severity") == "INFO");
  shop.set([](WalmartSwitches& s) { s.listing.empty_is_200 = true; });
  CHECK(names_in(json_of(shop.caller.get("/v3/orders?purchaseOrderId=1"))).empty());
}

TEST_CASE("without createdStartDate only seven days are searched, even for changes") {
  Shop shop(3, day * 8);
  const std::string po = shop.service.purchase_orders().front();
  CHECK(shop.service.set_phone(po, "5550100000"));
  const std::string changed = "lastModifiedStartDate=" + encoded(shop.clock.now() - Millis(60'000));
  CHECK(shop.caller.get("/v3/orders?" + changed).status == 404);
  const std::string wide = "&createdStartDate=" + encoded(shop.clock.now() - day * 179);
  const Json list = json_of(shop.caller.get("/v3/orders?" + changed + wide));
  CHECK(names_in(list) == std::vector<std::string>{po});
}

TEST_CASE("what is older than 180 days is out of reach") {
  Shop shop(3, day * 181);
  CHECK(shop.caller.get("/v3/orders?createdStartDate=2026-01-01").status == 404);
  const std::string po = shop.service.purchase_orders().front();
  CHECK(shop.caller.get("/v3/orders/" + po).status == 404);
}

TEST_CASE("filters choose by number, customer, SKU, status, type and node") {
  VirtualClock clock(walmart_start() + Millis(2 * 3'600'000));
  WorldSettings settings = calm_world(60);
  settings.quirks.set(Quirk::walmart_fulfilled, 0.3)
      .set(Quirk::third_party_fulfilled, 0.3)
      .set(Quirk::replacement, 0.3);
  WalmartService service(clock, make_world(settings));
  WalmartCaller caller(service);
  std::size_t all = 0;
  for (const char* node : {"SellerFulfilled", "WFSFulfilled", "3PLFulfilled"}) {
    const auto found = walk(caller, std::string("?limit=7&shipNodeType=") + node);
    CHECK(found.size() > 3);
    all += found.size();
  }
  CHECK(all == 60);
  CHECK(walk(caller, "?limit=9") == walk(caller, "?shipNodeType=SellerFulfilled"));

  const Json list = json_of(caller.get("/v3/orders?limit=1&replacementInfo=true"));
  const Json& order = list.at("list").at("elements").at("order").at(0);
  const std::string po = text_in(order, "purchaseOrderId");
  CHECK(walk(caller, "?purchaseOrderId=" + po) == std::vector<std::string>{po});
  CHECK(walk(caller, "?customerOrderId=" + text_in(order, "customerOrderId")) ==
        std::vector<std::string>{po});
  const std::string sku = text_in(order.at("orderLines").at("orderLine").at(0).at("item"), "sku");
  CHECK(walk(caller, "?sku=" + sku).size() >= 1);
  CHECK(caller.get("/v3/orders?sku=NONE").status == 404);
  CHECK(order.contains("orderType"));

  CHECK(caller.acknowledge(po).status == 200);
  CHECK(walk(caller, "?status=Acknowledged") == std::vector<std::string>{po});
  CHECK(caller.get("/v3/orders?status=Cancelled").status == 404);
  const auto released = names_in(json_of(caller.get("/v3/orders/released?limit=200")));
  CHECK(released.size() + 1 == walk(caller, "?limit=200").size());
  const auto replacements = walk(caller, "?orderType=REPLACEMENT");
  CHECK(replacements.size() > 0);
  CHECK(replacements.size() + walk(caller, "?orderType=REGULAR").size() == walk(caller, "?limit=9").size());
}

TEST_CASE("one order by number, unknown ones 404, new ones when they can be read") {
  Shop shop(2);
  const std::string po = shop.service.purchase_orders().front();
  const Json plain = json_of(shop.caller.get("/v3/orders/" + po));
  CHECK(text_in(plain.at("order"), "purchaseOrderId") == po);
  CHECK_FALSE(plain.at("order").contains("orderType"));
  CHECK(json_of(shop.caller.get("/v3/orders/" + po + "?replacementInfo=true"))
            .at("order")
            .contains("orderType"));
  CHECK(shop.caller.get("/v3/orders/999999999999999").status == 404);
  shop.set([](WalmartSwitches& s) { s.readable_after = day; });
  CHECK(shop.caller.get("/v3/orders/" + po).status == 404);
}

TEST_CASE("a search reaches ten thousand orders and says how many there are") {
  Shop shop(30);
  shop.set([](WalmartSwitches& s) { s.listing.order_cap = 20; });
  Json list = json_of(shop.caller.get("/v3/orders?limit=10"));
  CHECK(list.at("list").at("meta").at("totalCount") == 30);
  list = json_of(shop.caller.get("/v3/orders" + cursor_in(list)));
  CHECK(shop.caller.get("/v3/orders" + cursor_in(list)).status == 400);
  CHECK(ListingSwitches().order_cap == 10'000);
}

TEST_CASE("cursors misbehave on demand") {
  Shop shop(9);
  shop.set([](WalmartSwitches& s) { s.listing.amp_cursor = true; });
  CHECK(cursor_in(json_of(shop.caller.get("/v3/orders?limit=3"))).find("&amp;hasMoreElements") !=
        std::string::npos);

  shop.set([](WalmartSwitches& s) { s.listing = {}, s.listing.repeat_cursor = true; });
  const std::string once = cursor_in(json_of(shop.caller.get("/v3/orders?limit=3")));
  CHECK(cursor_in(json_of(shop.caller.get("/v3/orders" + once))) == once);

  shop.set([](WalmartSwitches& s) { s.listing = {}, s.listing.last_cursor = LastCursor::null; });
  CHECK(json_of(shop.caller.get("/v3/orders")).at("list").at("meta").at("nextCursor").is_null());
  shop.set([](WalmartSwitches& s) { s.listing.last_cursor = LastCursor::empty; });
  CHECK(json_of(shop.caller.get("/v3/orders")).at("list").at("meta").at("nextCursor") == "");
  shop.set([](WalmartSwitches& s) { s.listing.last_cursor = LastCursor::without_more; });
  CHECK(cursor_in(json_of(shop.caller.get("/v3/orders"))).find("hasMoreElements") == std::string::npos);
  shop.set([](WalmartSwitches& s) { s.listing.last_cursor = LastCursor::absent; });
  CHECK_FALSE(json_of(shop.caller.get("/v3/orders")).at("list").at("meta").contains("nextCursor"));
}

TEST_CASE("moving pages double and miss rows") {
  Shop shop(9);
  shop.set([](WalmartSwitches& s) { s.listing.moving_pages = true; });
  const Json first = json_of(shop.caller.get("/v3/orders?limit=3"));
  MarketOrder newcomer;
  newcomer.po = "108999999999991";
  newcomer.ordered = walmart_start() + Millis(90 * 60'000);
  shop.service.add_order(newcomer);
  const Json second = json_of(shop.caller.get("/v3/orders" + cursor_in(first)));
  CHECK(second.at("list").at("meta").at("totalCount") == 10);
  CHECK(names_in(second).front() == names_in(first).back());
}

TEST_CASE("single objects take the place of arrays of one") {
  Shop shop(1);
  shop.set([](WalmartSwitches& s) { s.listing.single_objects = true; });
  const Json list = json_of(shop.caller.get("/v3/orders"));
  const Json& order = list.at("list").at("elements").at("order");
  REQUIRE(order.is_object());
  CHECK(
      order.at("orderLines").at("orderLine").at(0).at("orderLineStatuses").at("orderLineStatus").is_object());
}

TEST_CASE("an amount is printed digit for digit") {
  Shop shop(0);
  MarketOrder order;
  order.po = "108000000000042";
  order.ordered = shop.clock.now();
  order.lines.resize(1);
  order.lines[0].number = "1";
  for (const char* amount : {"0.01", "9999.99", "10", "-1.07", "0.1", "123456789012.34"}) {
    MarketCharge charge;
    charge.amount = Decimal::parse(amount).value();
    order.lines[0].charges.push_back(charge);
  }
  CHECK(shop.service.add_order(order));
  CHECK_FALSE(shop.service.add_order(order));
  const std::string body = shop.caller.get("/v3/orders/" + order.po).body;
  for (const char* amount : {"0.01", "9999.99", "10", "-1.07", "0.1", "123456789012.34"})
    CHECK(body.find(std::string("\"amount\":") + amount + "}") != std::string::npos);
}
