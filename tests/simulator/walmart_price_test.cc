#include <doctest/doctest.h>

#include <set>

#include "walmart_fixture.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

struct Store {
  VirtualClock clock{walmart_start()};
  WalmartService service{clock, World()};
  WalmartCaller caller{service};

  wire::HttpReply put(const std::string& sku, const std::string& amount, const std::string& currency = "USD",
                      const std::string& type = "BASE") {
    return caller.put("/v3/price", R"({"sku":")" + sku + R"(","pricing":[{"currentPriceType":")" + type +
                                       R"(","currentPrice":{"currency":")" + currency + R"(","amount":)" +
                                       amount + "}}]}");
  }
  std::string shown(const std::string& sku) {
    const Json body = json_of(caller.get("/v3/items/" + sku));
    return decimal_in(body.at("ItemResponse").at(0).at("price"), "amount").value().text(2);
  }
};

}  // namespace

TEST_CASE("a price is written once however often it is sent") {
  Store store;
  const auto reply = store.put("MUG-BLU", "21.5");
  CHECK(reply.status == 200);
  CHECK(text_in(json_of(reply).at("ItemPriceResponse"), "sku") == "MUG-BLU");
  CHECK(store.put("MUG-BLU", "21.50").status == 200);
  CHECK(store.service.price("MUG-BLU").text(2) == "21.50");
  CHECK(store.shown("MUG-BLU") == "21.50");
  CHECK(store.service.writes("price", "MUG-BLU") == WriteCount{2, 1});
}

TEST_CASE("a price with three decimals, in another currency or of another kind is refused") {
  Store store;
  CHECK(store.put("MUG-BLU", "21.505").status == 400);
  CHECK(store.put("MUG-BLU", "0").status == 400);
  CHECK(store.put("MUG-BLU", "-3").status == 400);
  CHECK(store.put("MUG-BLU", "21.50", "EUR").status == 400);
  CHECK(store.put("MUG-BLU", "21.50", "USD", "REDUCED").status == 400);
  CHECK(store.put("NO-SUCH", "21.50").status == 404);
  CHECK(store.caller.put("/v3/price", "{").status == 400);
  CHECK(store.caller.get("/v3/price").status == 405);
  CHECK(store.service.price("MUG-BLU").text(2) == "24.99");
}

TEST_CASE("an item must be a day old before it is priced") {
  Store store;
  REQUIRE(store.service.add_item("NEW-1", "New item", Decimal::whole(9)));
  CHECK(store.put("NEW-1", "8").status == 400);
  store.clock.advance(Millis(86'400'000));
  store.caller.sign_in();
  CHECK(store.put("NEW-1", "8").status == 200);
}

TEST_CASE("a price shows after some minutes if the site is slow") {
  Store store;
  auto switches = store.service.switches();
  switches.offers.shelf.price_shows_after = Millis(300'000);
  store.service.set_switches(switches);
  REQUIRE(store.put("MUG-BLU", "20").status == 200);
  CHECK(store.service.price("MUG-BLU").text() == "20");
  CHECK(store.shown("MUG-BLU") == "24.99");
  store.clock.advance(Millis(300'000));
  CHECK(store.shown("MUG-BLU") == "20.00");
}

TEST_CASE("prices go out a hundred an hour") {
  Store store;
  int refused = 0;
  for (int i = 1; i <= 101; ++i) refused += store.put("MUG-BLU", std::to_string(i)).status == 429 ? 1 : 0;
  CHECK(refused == 1);
  store.clock.advance(Millis(36'000));
  CHECK(store.put("MUG-BLU", "5").status == 200);
}

TEST_CASE("items are listed from a star on, with either kind of cursor") {
  for (const bool wants_offset : {false, true}) {
    CAPTURE(wants_offset);
    Store store;
    auto switches = store.service.switches();
    switches.offers.items.cursor_wants_offset = wants_offset;
    store.service.set_switches(switches);
    std::set<std::string> skus;
    std::string cursor = "*";
    int pages = 0;
    while (!cursor.empty() && pages < 9) {
      std::string url = "/v3/items?limit=10&nextCursor=";
      for (const char c : cursor)
        url += c == '+' ? "%2B" : c == '/' ? "%2F" : c == '=' ? "%3D" : c == '*' ? "*" : std::string(1, c);
      if (wants_offset) url += "&offset=" + std::to_string(skus.size());
      const auto reply = store.caller.get(url);
      REQUIRE(reply.status == 200);
      const Json body = json_of(reply);
      for (const Json& item : body.at("ItemResponse")) CHECK(skus.insert(text_in(item, "sku")).second);
      cursor = text_in(body, "nextCursor");
      ++pages;
    }
    CHECK(pages == 3);
    CHECK(skus.size() == 25);
  }
}

TEST_CASE("a cursor of items ends after two minutes, and none is given without a star") {
  Store store;
  CHECK_FALSE(json_of(store.caller.get("/v3/items?limit=10")).contains("nextCursor"));
  const std::string cursor =
      text_in(json_of(store.caller.get("/v3/items?limit=3&nextCursor=*")), "nextCursor");
  std::string escaped;
  for (const char c : cursor)
    escaped += c == '+' ? "%2B" : c == '/' ? "%2F" : c == '=' ? "%3D" : std::string(1, c);
  CHECK(store.caller.get("/v3/items?limit=3&nextCursor=" + escaped).status == 200);
  store.clock.advance(Millis(120'001));
  CHECK(store.caller.get("/v3/items?limit=3&nextCursor=" + escaped).status == 400);
  CHECK(store.caller.get("/v3/items?offset=25").status == 404);
  CHECK(store.caller.get("/v3/items?offset=10001").status == 400);
  CHECK(store.caller.get("/v3/items/NO-SUCH").status == 404);
}
