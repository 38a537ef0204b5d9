#include <doctest/doctest.h>

#include <set>

#include "walmart_fixture.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

constexpr Millis minute{60'000};

struct Store {
  VirtualClock clock{walmart_start()};
  WalmartService service{clock, World()};
  WalmartCaller caller{service};
  std::string node = service.ship_nodes().front();

  wire::HttpReply put(const std::string& sku, const std::string& amount, const std::string& query = {}) {
    return caller.put("/v3/inventory?sku=" + sku + query,
                      R"({"sku":")" + sku + R"(","quantity":{"unit":"EACH","amount":)" + amount + "}}");
  }
  void order(const std::string& po, const std::string& sku, int quantity) {
    MarketOrder order;
    order.po = po;
    order.customer_order = "2" + po;
    order.ordered = clock.now();
    order.ship_by = clock.now() + Millis(48 * 3'600'000);
    order.lines.resize(1);
    order.lines[0].number = "1";
    order.lines[0].sku = sku;
    order.lines[0].quantity = quantity;
    REQUIRE(service.add_order(std::move(order)));
  }
};

const Json& node_of(const Json& body, std::size_t index) {
  return body.at("nodes").at(index);
}

int amount(const Json& node, const char* name) {
  return node.at(name).at("amount").get<int>();
}

}  // namespace

TEST_CASE("stock is absolute, echoed, and counted by what it changes") {
  Store store;
  const auto reply = store.put("MUG-BLU", "7");
  CHECK(reply.status == 200);
  CHECK(reply.body == R"({"sku":"MUG-BLU","quantity":{"unit":"EACH","amount":7}})");
  CHECK(store.caller.get("/v3/inventory?sku=MUG-BLU").body == reply.body);
  CHECK(store.put("MUG-BLU", "7").status == 200);
  CHECK(store.service.writes("stock", "MUG-BLU@" + store.node) == WriteCount{2, 1});
  CHECK(store.put("MUG-BLU", "0").status == 200);
  CHECK(store.service.stock("MUG-BLU", store.node) == NodeStock{0, 0, 0});
}

TEST_CASE("stock that makes no sense is refused and changes nothing") {
  Store store;
  for (const char* wrong : {"-1", "1.5", "\"3\"", "null"}) CHECK(store.put("MUG-BLU", wrong).status == 400);
  CHECK(store.put("MUG-BLU", "3", "&shipNode=77").status == 400);
  CHECK(store.put("NO-SUCH", "3").status == 404);
  CHECK(store.caller
            .put("/v3/inventory?sku=LAMP-01", R"({"sku":"MUG-BLU","quantity":{"unit":"EACH","amount":1}})")
            .status == 400);
  CHECK(store.caller.put("/v3/inventory", "{}").status == 400);
  CHECK(store.caller.get("/v3/inventory?sku=NO-SUCH").status == 404);
  CHECK(store.caller.post("/v3/inventory?sku=MUG-BLU").status == 405);
  CHECK(store.service.writes("stock", "MUG-BLU@" + store.node) == WriteCount{});
}

TEST_CASE("a SKU is escaped in a path, and a space is %20") {
  Store store;
  REQUIRE(store.service.add_item("A B/C+D", "Odd name", Decimal::whole(5)));
  CHECK(store.put("A%20B%2FC%2BD", "1").status == 400);  // the body names the SKU itself
  CHECK(store.caller
            .put("/v3/inventories/A%20B%2FC%2BD", R"({"inventories":{"nodes":[{"shipNode":")" + store.node +
                                                      R"(","inputQty":{"unit":"EACH","amount":4}}]}})")
            .status == 200);
  CHECK(store.service.stock("A B/C+D", store.node).input == 4);
  CHECK(store.caller.get("/v3/items/A%20B%2FC%2BD").status == 200);
}

TEST_CASE("each ship node has its own answer inside a 200") {
  Store store;
  store.service.add_ship_node("88002");
  store.service.add_ship_node("88003");
  auto switches = store.service.switches();
  switches.offers.inventory.failing_nodes = {"88003"};
  store.service.set_switches(switches);
  const auto reply = store.caller.put(
      "/v3/inventories/LAMP-01",
      R"({"inventories":{"nodes":[{"shipNode":")" + store.node +
          R"(","inputQty":{"unit":"EACH","amount":5}},{"shipNode":"88002","inputQty":{"unit":"EACH","amount":6}},)"
          R"({"shipNode":"88003","inputQty":{"unit":"EACH","amount":7}},{"shipNode":"9","inputQty":{"unit":"EACH","amount":8}}]}})");
  CHECK(reply.status == 200);
  const Json body = json_of(reply);
  CHECK(text_in(node_of(body, 0), "status") == "Success");
  CHECK(text_in(node_of(body, 1), "status") == "Success");
  CHECK(text_in(node_of(body, 2), "status") == "Failure");
  CHECK(node_of(body, 3).at("errors").size() == 1);
  CHECK(store.service.stock("LAMP-01", "88002").input == 6);
  CHECK(store.service.stock("LAMP-01", "88003").input == 0);
  CHECK(store.service.writes("stock", "LAMP-01@88003") == WriteCount{});
  const Json seen = json_of(store.caller.get("/v3/inventories/LAMP-01"));
  REQUIRE(seen.at("nodes").size() == 3);
  CHECK(amount(node_of(seen, 1), "inputQty") == 6);
}

TEST_CASE("what is ordered is reserved until it ships, and then gone") {
  Store store;
  REQUIRE(store.put("LAMP-01", "10").status == 200);
  store.clock.advance(minute);
  store.order("108000000000001", "LAMP-01", 3);
  CHECK(store.service.stock("LAMP-01", store.node) == NodeStock{10, 7, 3});
  store.clock.advance(minute);
  REQUIRE(store.service.ship("108000000000001", "", 2, store.clock.now()));
  CHECK(store.service.stock("LAMP-01", store.node) == NodeStock{10, 7, 1});
  REQUIRE(store.service.cancel("108000000000001", ""));
  CHECK(store.service.stock("LAMP-01", store.node) == NodeStock{10, 8, 0});
  store.clock.advance(minute);
  REQUIRE(store.put("LAMP-01", "8").status == 200);  // the seller counted again
  CHECK(store.service.stock("LAMP-01", store.node) == NodeStock{8, 8, 0});
  const Json seen = json_of(store.caller.get("/v3/inventories/LAMP-01"));
  CHECK(amount(node_of(seen, 0), "availToSellQty") == 8);
}

TEST_CASE("stock shows after a while if the account is slow") {
  Store store;
  auto switches = store.service.switches();
  switches.offers.shelf.stock_shows_after = minute * 5;
  store.service.set_switches(switches);
  REQUIRE(store.put("LAMP-01", "3").status == 200);
  CHECK(store.caller.get("/v3/inventory?sku=LAMP-01").body.find("\"amount\":100") != std::string::npos);
  store.clock.advance(minute * 5);
  CHECK(store.caller.get("/v3/inventory?sku=LAMP-01").body.find("\"amount\":3") != std::string::npos);
}

TEST_CASE("the list of stock pages by a cursor that must be escaped") {
  Store store;
  std::set<std::string> skus;
  std::string cursor;
  int pages = 0;
  do {
    std::string escaped;
    for (const char c : cursor)
      escaped += c == '+' ? "%2B" : c == '/' ? "%2F" : c == '=' ? "%3D" : std::string(1, c);
    const auto reply =
        store.caller.get("/v3/inventories?limit=10" + (cursor.empty() ? "" : "&nextCursor=" + escaped));
    REQUIRE(reply.status == 200);
    const Json body = json_of(reply);
    CHECK(body.at("meta").at("totalCount") == 25);
    for (const Json& item : body.at("elements").at("inventories"))
      CHECK(skus.insert(text_in(item, "sku")).second);
    cursor = text_in(body.at("meta"), "nextCursor");
    ++pages;
    if (pages == 2) CHECK(store.caller.get("/v3/inventories?limit=11&nextCursor=" + escaped).status == 400);
  } while (!cursor.empty() && pages < 9);
  CHECK(pages == 3);
  CHECK(skus.size() == 25);
  CHECK(store.caller.get("/v3/inventories?limit=51").status == 400);
  CHECK(store.caller.get("/v3/inventories?limit=10&nextCursor=nonsense").status == 400);
}

TEST_CASE("a fault after a write leaves it written, one before it does not") {
  Store store;
  Fault fault;
  fault.reply = system_error_reply(520);
  store.service.faults().add("PUT /v3/inventory", fault);
  CHECK(store.put("MUG-BLU", "7").status == 520);
  CHECK(store.service.stock("MUG-BLU", store.node).input == 100);
  fault.when = Fault::When::after_commit;
  store.service.faults().add("PUT /v3/inventory", fault);
  CHECK(store.put("MUG-BLU", "7").status == 520);
  CHECK(store.service.stock("MUG-BLU", store.node).input == 7);
}

TEST_CASE("stock calls have a bucket of their own each") {
  Store store;
  store.service.limit("PUT /v3/inventory", 1, minute);
  CHECK(store.put("MUG-BLU", "7").status == 200);
  CHECK(store.put("MUG-BLU", "8").status == 429);
  CHECK(store.caller.get("/v3/inventory?sku=MUG-BLU").status == 200);
}
