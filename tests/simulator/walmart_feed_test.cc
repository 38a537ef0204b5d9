#include <doctest/doctest.h>

#include "walmart_fixture.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

constexpr Millis minute{60'000};

std::string stock_row(const std::string& sku, int amount) {
  return R"({"sku":")" + sku + R"(","quantity":{"unit":"EACH","amount":)" + std::to_string(amount) + "}}";
}

std::string price_row(const std::string& sku, const std::string& amount) {
  return R"({"sku":")" + sku +
         R"(","pricing":[{"currentPriceType":"BASE","currentPrice":{"currency":"USD","amount":)" + amount +
         "}}]}";
}

const std::string stock_head = R"({"InventoryHeader":{"version":"1.4"},"Inventory":[)";
const std::string price_head = R"({"PriceHeader":{"version":"1.7"},"Price":[)";

struct Store {
  VirtualClock clock{walmart_start()};
  WalmartService service{clock, World()};
  WalmartCaller caller{service};
  std::string node = service.ship_nodes().front();

  std::string submit(const std::string& type, const std::string& body) {
    const auto reply = caller.post("/v3/feeds?feedType=" + type, body);
    REQUIRE(reply.status == 200);
    std::string id = text_in(json_of(reply), "feedId");
    const auto at = id.find('@');
    REQUIRE(at != std::string::npos);
    return id.replace(at, 1, "%40");
  }
  Json status(const std::string& id, const std::string& query = "?includeDetails=true") {
    if (clock.now() - signed_in > minute * 10) {
      caller.sign_in();
      signed_in = clock.now();
    }
    return json_of(caller.get("/v3/feeds/" + id + query));
  }
  FeedSwitches& edit() { return edited.offers.feeds; }
  void apply() { service.set_switches(edited); }

  WalmartSwitches edited;
  Instant signed_in = clock.now();
};

const Json& items_of(const Json& status) {
  return status.at("itemDetails").at("itemIngestionStatus");
}

}  // namespace

TEST_CASE("a feed is received, in progress, processed, and takes effect at the end") {
  Store store;
  const std::string id =
      store.submit("inventory", stock_head + stock_row("MUG-BLU", 3) + "," + stock_row("NO-SUCH", 4) + "," +
                                    stock_row("LAMP-01", 5) + "]}");
  CHECK(text_in(store.status(id), "feedStatus") == "RECEIVED");
  store.clock.advance(minute);
  const Json midway = store.status(id);
  CHECK(text_in(midway, "feedStatus") == "INPROGRESS");
  CHECK(midway.at("itemsProcessing") == 3);
  CHECK(store.service.stock("MUG-BLU", store.node).input == 100);
  store.clock.advance(minute);
  const Json done = store.status(id);
  CHECK(text_in(done, "feedStatus") == "PROCESSED");
  CHECK(done.at("itemsReceived") == 3);
  CHECK(done.at("itemsSucceeded") == 2);
  CHECK(done.at("itemsFailed") == 1);
  CHECK(text_in(items_of(done).at(1), "sku") == "NO-SUCH");
  CHECK(text_in(items_of(done).at(1), "ingestionStatus") == "DATA_ERROR");
  CHECK(items_of(done).at(1).at("ingestionErrors").at("ingestionError").size() == 1);
  CHECK(text_in(items_of(done).at(2), "ingestionStatus") == "SUCCESS");
  CHECK(store.service.stock("MUG-BLU", store.node).input == 3);
  CHECK(store.service.writes("stock", "MUG-BLU@" + store.node) == WriteCount{1, 1});
  CHECK(store.service.writes("feed", "inventory") == WriteCount{1, 1});
  CHECK(store.status(id, "").at("itemDetails").at("itemIngestionStatus").empty());
}

TEST_CASE("the wrong case of a header spoils a feed as a whole") {
  Store store;
  const auto spoiled = [&](const std::string& type, const std::string& body) {
    const std::string id = store.submit(type, body);
    store.clock.advance(minute * 3);
    const Json status = store.status(id);
    CHECK(status.at("itemsReceived") == 0);
    return text_in(status, "feedStatus") == "ERROR" && status.contains("ingestionErrors");
  };
  CHECK(spoiled("inventory",
                R"({"inventoryHeader":{"version":"1.4"},"Inventory":[)" + stock_row("MUG-BLU", 1) + "]}"));
  CHECK(spoiled("inventory",
                R"({"InventoryHeader":{"version":"1.4"},"inventory":[)" + stock_row("MUG-BLU", 1) + "]}"));
  CHECK(spoiled("inventory", R"({"InventoryHeader":{"version":"1.5"},"Inventory":[]})"));
  CHECK(spoiled("MP_INVENTORY", R"({"InventoryHeader":{"version":"1.5"},"inventory":[]})"));
  CHECK(spoiled("price", R"({"PriceFeed":{"PriceHeader":{"version":"1.7"},"Price":[]}})"));
  CHECK(spoiled("PRICE_AND_PROMOTION", R"({"MPItemFeedHeader":{"version":"2.0"},"MPItem":[]})"));
  CHECK(spoiled("price", "<PriceFeed/>"));
  CHECK(store.service.stock("MUG-BLU", store.node).input == 100);
}

TEST_CASE("stock by ship node, and prices, come by feed as well") {
  Store store;
  store.service.add_ship_node("88002");
  const std::string stock = store.submit(
      "MP_INVENTORY",
      R"({"inventoryHeader":{"version":"1.5"},"inventory":[{"sku":"VASE-T","shipNodes":[{"shipNode":"88002",)"
      R"("quantity":{"unit":"EACH","amount":12}},{"shipNode":")" +
          store.node +
          R"(","quantity":{"unit":"EACH","amount":13}}]},{"sku":"LAMP-01","shipNodes":[{"shipNode":"1","quantity":{"unit":"EACH","amount":1}}]}]})");
  const std::string price = store.submit(
      "price", price_head + price_row("VASE-T", "30.10") + "," + price_row("LAMP-01", "1.005") + "]}");
  const std::string offers = store.submit(
      "PRICE_AND_PROMOTION",
      R"({"MPItemFeedHeader":{"businessUnit":"WALMART_US","version":"2.0.20240126-12_25_52-api","locale":"en"},)"
      R"("MPItem":[{"Promo&Discount":{"sku":"MUG-GRN","price":23}}]})");
  store.clock.advance(minute * 3);
  CHECK(store.service.stock("VASE-T", "88002").input == 12);
  CHECK(store.service.stock("VASE-T", store.node).input == 13);
  CHECK(store.service.price("VASE-T").text(2) == "30.10");
  CHECK(store.service.price("LAMP-01").text(2) == "79.99");
  CHECK(store.service.price("MUG-GRN").text() == "23");
  CHECK(store.status(stock).at("itemsFailed") == 1);
  CHECK(store.status(price).at("itemsFailed") == 1);
  CHECK(store.status(offers).at("itemsSucceeded") == 1);
}

TEST_CASE("of a feed and a later write the later one wins") {
  Store store;
  store.submit("price", price_head + price_row("VASE-T", "30") + "]}");
  store.clock.advance(minute);
  REQUIRE(store.caller.put("/v3/price", price_row("VASE-T", "31")).status == 200);
  store.clock.advance(minute * 5);
  CHECK(store.service.price("VASE-T").text() == "31");
  CHECK(store.service.writes("price", "VASE-T") == WriteCount{2, 1});
}

TEST_CASE("a form with a file and bare JSON are the same feed") {
  Store store;
  auto request =
      store.caller.request("POST", "/v3/feeds?feedType=inventory",
                           "--x7\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--x7\r\n"
                           "Content-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n"
                           "Content-Type: application/json\r\n\r\n" +
                               stock_head + stock_row("MUG-BLU", 9) + "]}\r\n--x7--\r\n");
  drop_header(request, "Content-Type");
  set_header(request, "Content-Type", "multipart/form-data; boundary=x7");
  CHECK(store.service.handle(request).reply.status == 200);
  store.clock.advance(minute * 3);
  CHECK(store.service.stock("MUG-BLU", store.node).input == 9);
  drop_header(request, "Content-Type");
  set_header(request, "Content-Type", "multipart/form-data; boundary=x8");
  CHECK(store.service.handle(request).reply.status == 400);
}

TEST_CASE("feeds have sizes and rates of their own") {
  Store store;
  CHECK(store.caller.post("/v3/feeds?feedType=MP_INVENTORY", std::string(1'000'001, ' ')).status == 413);
  CHECK(store.caller.post("/v3/feeds?feedType=inventory", std::string(1'000'001, ' ')).status == 200);
  CHECK(store.caller.post("/v3/feeds?feedType=MP_ITEM", "{}").status == 400);
  for (int i = 0; i < 9; ++i) store.submit("price", price_head + price_row("VASE-T", "30") + "]}");
  CHECK(store.caller.post("/v3/feeds?feedType=PRICE_AND_PROMOTION", "{}").status == 200);
  CHECK(store.caller.post("/v3/feeds?feedType=price", "{}").status == 429);
  CHECK(store.caller.post("/v3/feeds?feedType=inventory", "{}").status == 200);
  store.clock.advance(minute * 6);
  CHECK(store.caller.post("/v3/feeds?feedType=price", "{}").status == 200);
}

TEST_CASE("a feed's items come fifty a page, and its name is escaped") {
  Store store;
  std::string rows;
  for (int i = 0; i < 120; ++i) rows += (i == 0 ? "" : ",") + stock_row("MUG-BLU", i);
  const std::string id = store.submit("inventory", stock_head + rows + "]}");
  store.clock.advance(minute * 3);
  const Json last = store.status(id, "?includeDetails=true&offset=100&limit=50");
  CHECK(items_of(last).size() == 20);
  CHECK(items_of(last).at(0).at("index") == 100);
  CHECK(store.caller.get("/v3/feeds/" + id + "?includeDetails=true&limit=51").status == 400);
  store.edit().pages_of_thousand = true;
  store.apply();
  CHECK(items_of(store.status(id, "?includeDetails=true&limit=1000")).size() == 120);
  std::string bare = id;
  bare.replace(bare.find("%40"), 3, "@");
  CHECK(store.caller.get("/v3/feeds/" + bare).status == 404);
  CHECK(store.caller.get("/v3/feeds/NONE%40X").status == 404);
}

TEST_CASE("recent feeds are listed, the newest first") {
  Store store;
  for (int i = 1; i <= 3; ++i) {
    store.submit("inventory", stock_head + stock_row("MUG-BLU", i) + "]}");
    store.clock.advance(minute);
  }
  store.submit("price", price_head + "]}");
  const Json list = json_of(store.caller.get("/v3/feeds?feedType=inventory&limit=2"));
  CHECK(list.at("totalResults") == 3);
  const Json& feeds = list.at("results").at("feed");
  REQUIRE(feeds.size() == 2);
  CHECK(feeds.at(0).at("feedDate").get<std::int64_t>() > feeds.at(1).at("feedDate").get<std::int64_t>());
  CHECK(feeds.at(0).at("itemsReceived") == 1);
  CHECK(store.caller.get("/v3/feeds?limit=51").status == 400);
  CHECK(store.service.feeds().size() == 4);
}

TEST_CASE("a feed may be stuck for hours, and items may fail or time out") {
  Store store;
  store.edit().takes = Millis(5 * 3'600'000);
  store.edit().fails = {{"MUG-BLU", "SYSTEM_ERROR"}, {"LAMP-01", "TIMEOUT_ERROR"}};
  store.apply();
  const std::string id =
      store.submit("inventory", stock_head + stock_row("MUG-BLU", 1) + "," + stock_row("LAMP-01", 2) + "," +
                                    stock_row("VASE-T", 3) + "]}");
  store.clock.advance(Millis(5 * 3'600'000 - 1));
  CHECK(text_in(store.status(id), "feedStatus") == "INPROGRESS");
  store.clock.advance(Millis(1));
  const Json done = store.status(id);
  CHECK(text_in(done, "feedStatus") == "PROCESSED");
  CHECK(text_in(items_of(done).at(0), "ingestionStatus") == "SYSTEM_ERROR");
  CHECK(text_in(items_of(done).at(1), "ingestionStatus") == "TIMEOUT_ERROR");
  CHECK(store.service.stock("MUG-BLU", store.node).input == 100);
  CHECK(store.service.stock("LAMP-01", store.node).input == 100);
  CHECK(store.service.stock("VASE-T", store.node).input == 3);

  store.edit().timed_out_took_effect = true;
  store.edit().takes = minute;
  store.apply();
  store.submit("inventory", stock_head + stock_row("LAMP-01", 2) + "]}");
  store.clock.advance(minute);
  CHECK(store.service.stock("LAMP-01", store.node).input == 2);
}

TEST_CASE("a feed whose answer is lost was submitted, and the list shows it") {
  Store store;
  Fault fault;
  fault.when = Fault::When::after_commit;
  fault.delivery = Delivery::dropped;
  store.service.faults().add("POST /v3/feeds", fault);
  const auto answer = store.service.handle(store.caller.request("POST", "/v3/feeds?feedType=inventory",
                                                                stock_head + stock_row("MUG-BLU", 1) + "]}"));
  CHECK(answer.delivery == Delivery::dropped);
  CHECK(json_of(store.caller.get("/v3/feeds")).at("results").at("feed").size() == 1);
  CHECK(store.service.writes("feed", "inventory") == WriteCount{1, 1});
}
