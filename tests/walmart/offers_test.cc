// Stock, prices and the feeds that carry many of them.
#include <doctest/doctest.h>

#include "walmart/channel_bench.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

Money usd(std::string_view amount) {
  return {Decimal::parse(amount).value(), Currency::parse("USD").value()};
}

std::vector<Document> stocks(const WalmartChannel& channel, int count, const std::string& node = {}) {
  std::vector<Document> documents;
  for (int i = 0; i < count; ++i)
    documents.push_back(channel.stock("shop", {"S" + std::to_string(i), node, i}));
  return documents;
}

std::string feed_list(const std::string& feeds) {
  return R"({"totalResults":1,"results":{"feed":[)" + feeds + "]}}";
}

std::string listed(const std::string& id, const std::string& name, const Instant at,
                   const std::string& type = "inventory") {
  return R"({"feedId":")" + id + R"(","feedType":")" + type + R"(","itemsReceived":60,"feedDate":)" +
         std::to_string(at.millis()) + (name.empty() ? "" : R"(,"fileName":")" + name + "\"") + "}";
}

std::string item(const std::string& sku, const std::string& status) {
  return R"({"sku":")" + sku + R"(","ingestionStatus":")" + status +
         R"(","ingestionErrors":{"ingestionError":[{"code":"E1","description":"no"}]}})";
}

std::string feed_status(const std::string& status, const std::string& items, int received) {
  return R"({"feedId":"F1@AU8","feedStatus":")" + status + R"(","itemsReceived":)" +
         std::to_string(received) + R"(,"itemDetails":{"itemIngestionStatus":[)" + items + "]}}";
}

constexpr const char* our_file = "crosswalk-5d0c0b1e-0000-4000-8000-000000000001.json";

}  // namespace

TEST_CASE("stock is one call an item, and its address is escaped") {
  ChannelBench bench;
  const Document document = bench.channel.stock("shop", {"A B/C+D", "", 7});
  CHECK(document.key == "A B/C+D");
  const Attempt attempt = bench.attempt({document});
  CHECK(attempt.request.method == "PUT");
  CHECK(attempt.request.path == "/v3/inventory?sku=A%20B%2FC%2BD");
  CHECK(attempt.request.body == R"({"sku":"A B/C+D","quantity":{"unit":"EACH","amount":7}})");
  CHECK(bench.channel.stock("shop", {"A", "", -3}).content ==
        bench.channel.stock("shop", {"A", "", 0}).content);

  bench.transport.then(200, R"({"sku":"A B/C+D","quantity":{"unit":"EACH","amount":7}})");
  CHECK(bench.send(document).kind == Outcome::Kind::posted);
  bench.transport.then(200, R"({"sku":"A B/C+D","quantity":{"unit":"EACH","amount":70}})");
  CHECK(bench.send(document).kind == Outcome::Kind::unknown);
  bench.transport.then(404, R"({"errors":{"error":[{"code":"CONTENT_NOT_FOUND.GMP_INVENTORY_API"}]}})");
  CHECK(bench.send(document).kind == Outcome::Kind::rejected);
  bench.transport.then(200, R"({"sku":"A B/C+D","quantity":{"unit":"EACH","amount":7}})");
  CHECK(bench.check(document).kind == Outcome::Kind::posted);
  bench.transport.then(200, R"({"sku":"A B/C+D","quantity":{"unit":"EACH","amount":8}})");
  CHECK(bench.check(document).kind == Outcome::Kind::absent);
}

TEST_CASE("the ship nodes of an item share a call, and each has its own outcome") {
  ChannelBench bench;
  const std::vector<Document> documents = {
      bench.channel.stock("shop", {"A", "n1", 1}), bench.channel.stock("shop", {"A", "n2", 2}),
      bench.channel.stock("shop", {"A", "n3", 3}), bench.channel.stock("shop", {"B", "n1", 4})};
  CHECK(documents[1].key == "A@n2");
  CHECK(bench.channel.fits(documents) == 3);
  const Attempt attempt = bench.attempt({documents.begin(), documents.begin() + 3});
  CHECK(attempt.request.path == "/v3/inventories/A");
  bench.transport.then(200,
                       R"({"sku":"A","nodes":[{"shipNode":"n1","status":"Success"},{"shipNode":"n2",)"
                       R"("status":"Failure","errors":[{"code":"INVALID","description":"no such node"}]}]})");
  const Outcomes outcomes = bench.channel.send(attempt, {});
  REQUIRE(outcomes.size() == 3);
  CHECK(outcomes[0].kind == Outcome::Kind::posted);
  CHECK(outcomes[1].kind == Outcome::Kind::rejected);
  CHECK(outcomes[1].reason.find("no such node") != std::string::npos);
  CHECK(outcomes[2].kind == Outcome::Kind::unknown);  // the answer says nothing of it
}

TEST_CASE("many go as one feed, few one by one") {
  ChannelBench bench;
  CHECK(bench.channel.fits(stocks(bench.channel, 49)) == 1);
  CHECK(bench.channel.fits(stocks(bench.channel, 50)) == 50);
  auto mixed = stocks(bench.channel, 60);
  for (auto& document : stocks(bench.channel, 60, "n1")) mixed.push_back(document);
  CHECK(bench.channel.fits(mixed) == 60);
  auto twice = stocks(bench.channel, 60);
  twice[55] = twice[3];
  CHECK(bench.channel.fits(twice) == 55);
  std::vector<Document> prices;
  for (int i = 0; i < 10; ++i)
    prices.push_back(bench.channel.price("shop", {"S" + std::to_string(i), usd("9.5")}));
  CHECK(bench.channel.fits(prices) == 10);
  prices.pop_back();
  CHECK(bench.channel.fits(prices) == 1);
}

TEST_CASE("a feed's header has the case of its type") {
  ChannelBench bench;
  const Attempt items = bench.attempt(stocks(bench.channel, 50));
  CHECK(items.request.path == "/v3/feeds?feedType=inventory");
  CHECK(items.request.body.find(
            R"({"InventoryHeader":{"version":"1.4"},"Inventory":[{"sku":"S0","quantity")") !=
        std::string::npos);
  CHECK(items.request.body.find(std::string("filename=\"") + our_file + "\"") != std::string::npos);
  CHECK(items.request.headers[0].second == "multipart/form-data; boundary=crosswalk-" + items.id);
  const Attempt nodes = bench.attempt(stocks(bench.channel, 50, "n1"));
  CHECK(nodes.request.path == "/v3/feeds?feedType=MP_INVENTORY");
  CHECK(nodes.request.body.find(
            R"({"inventoryHeader":{"version":"1.5"},"inventory":[{"sku":"S0","shipNodes":[{)"
            R"("shipNode":"n1","quantity":{"unit":"EACH","amount":0}}]})") != std::string::npos);
  const Attempt prices = bench.attempt(
      {bench.channel.price("shop", {"A", usd("9.5")}), bench.channel.price("shop", {"B", usd("8")})});
  CHECK(prices.request.body.find(
            R"({"PriceHeader":{"version":"1.7"},"Price":[{"sku":"A","pricing":[{"currentPriceType":"BASE",)"
            R"("currentPrice":{"currency":"USD","amount":9.50}}]},{"sku":"B")") != std::string::npos);
}

TEST_CASE("a feed is pending until it is processed, then each document has its own outcome") {
  ChannelBench bench;
  auto documents = stocks(bench.channel, 60);
  const Attempt attempt = bench.attempt(documents);
  bench.transport.then(200, R"({"feedId":"F1@AU8"})");
  const Outcomes sent = bench.channel.send(attempt, {});
  REQUIRE(sent.size() == 60);
  CHECK(sent[0].kind == Outcome::Kind::pending);
  CHECK(sent[59].at > bench.clock.now());

  bench.transport.then(200, feed_list(listed("F1@AU8", our_file, bench.clock.now())));
  bench.transport.then(200, feed_status("INPROGRESS", "", 60));
  const Outcomes waiting = bench.channel.check(attempt, {});
  CHECK(waiting[0].kind == Outcome::Kind::pending);
  CHECK(waiting[0].reason.find("INPROGRESS") != std::string::npos);
  CHECK(bench.transport.path_of(2) == "/v3/feeds/F1%40AU8?includeDetails=true&offset=0&limit=50");

  std::string first;
  for (int i = 0; i < 50; ++i)
    first += (i == 0 ? "" : ",") + item("S" + std::to_string(i), i == 1   ? "DATA_ERROR"
                                                                 : i == 2 ? "SYSTEM_ERROR"
                                                                 : i == 3 ? "TIMEOUT_ERROR"
                                                                          : "SUCCESS");
  std::string second;
  for (int i = 50; i < 59; ++i) second += (i == 50 ? "" : ",") + item("S" + std::to_string(i), "SUCCESS");
  bench.transport.then(200, feed_list(listed("F1@AU8", our_file, bench.clock.now())));
  bench.transport.then(200, feed_status("PROCESSED", first, 60));
  bench.transport.then(200, feed_status("PROCESSED", second, 60));
  bench.transport.then(200, R"({"sku":"S3","quantity":{"unit":"EACH","amount":3}})");
  bench.transport.then(200, R"({"sku":"S59","quantity":{"unit":"EACH","amount":1}})");
  const Outcomes done = bench.channel.check(attempt, {});
  CHECK(bench.transport.done());
  CHECK(done[0].kind == Outcome::Kind::posted);
  CHECK(done[0].receipt.outside_id == "F1@AU8");
  CHECK(done[1].kind == Outcome::Kind::rejected);
  CHECK(done[1].reason.find("E1: no") != std::string::npos);
  CHECK(done[2].kind == Outcome::Kind::absent);
  CHECK(done[3].kind == Outcome::Kind::posted);   // timed out, but the item shows it
  CHECK(done[59].kind == Outcome::Kind::absent);  // not among the feed's items, and the item shows another
}

TEST_CASE("a feed whose answer was lost is found by name, or by time and SKUs") {
  ChannelBench bench;
  const Attempt attempt = bench.attempt(
      {bench.channel.price("shop", {"A", usd("9.5")}), bench.channel.price("shop", {"B", usd("8")})});
  bench.transport.then_fails(wire::Reach::maybe_sent);
  CHECK(bench.channel.send(attempt, {}).at(0).kind == Outcome::Kind::unknown);
  const Instant now = bench.clock.now();
  const std::string ours = item("A", "SUCCESS") + "," + item("B", "SUCCESS");
  const std::string theirs = item("A", "SUCCESS") + "," + item("C", "SUCCESS");

  bench.transport.then(
      200, feed_list(listed("F9", "", now, "price") + "," + listed("F1@AU8", "", now, "price") + "," +
                     listed("F0", "", now - Millis(3'600'000), "price")));
  bench.transport.then(200, feed_status("PROCESSED", theirs, 2));
  bench.transport.then(200, feed_status("PROCESSED", ours, 2));
  CHECK(bench.channel.check(attempt, {}).at(1).kind == Outcome::Kind::posted);
  CHECK(bench.transport.done());

  bench.transport.then(200, feed_list(listed("F1@AU8", "", now, "price")));
  bench.transport.then(200, feed_status("RECEIVED", "", 0));
  CHECK(bench.channel.check(attempt, {}).at(0).kind == Outcome::Kind::pending);

  // Ours may lie below a whole page of newer ones.
  std::string newer;
  for (int i = 0; i < 50; ++i)
    newer += (i == 0 ? "" : ",") + listed("N" + std::to_string(i), "crosswalk-another.json", now, "price");
  bench.transport.then(200, feed_list(newer));
  bench.transport.then(200, feed_list(listed("F1@AU8", our_file, now, "price")));
  bench.transport.then(200, feed_status("PROCESSED", ours, 2));
  CHECK(bench.channel.check(attempt, {}).at(0).kind == Outcome::Kind::posted);
  CHECK(bench.transport.calls[bench.transport.calls.size() - 2].url.find("offset=50") != std::string::npos);

  bench.transport.then(200, feed_list(listed("F9", "crosswalk-another.json", now, "price")));
  CHECK(bench.channel.check(attempt, {}).at(0).kind == Outcome::Kind::absent);
  CHECK(bench.transport.done());
}

TEST_CASE("a refused or stuck feed does not wait for ever") {
  ChannelBench bench;
  const Attempt attempt = bench.attempt(
      {bench.channel.price("shop", {"A", usd("9.5")}), bench.channel.price("shop", {"B", usd("8")})});
  for (const int status : {413, 400}) {
    bench.transport.then(status, R"({"error":[{"code":"REQUEST_ENTITY_TOO_LARGE"}]})");
    const Outcomes refused = bench.channel.send(attempt, {});
    CHECK(refused[1].kind == Outcome::Kind::retry);
    CHECK(refused[1].halve);
  }
  bench.transport.then(200, feed_list(listed("F1@AU8", our_file, bench.clock.now(), "price")));
  bench.transport.then(200, feed_status("ERROR", "", 0));
  CHECK(bench.channel.check(attempt, {}).at(0).kind == Outcome::Kind::rejected);

  bench.clock.advance(Millis(25LL * 3'600'000));
  bench.transport.then(200, feed_list(listed("F1@AU8", our_file, attempt.created, "price")));
  bench.transport.then(200, feed_status("INPROGRESS", "", 2));
  bench.transport.then(200, R"({"ItemResponse":[{"sku":"A","price":{"currency":"USD","amount":9.5}}]})");
  bench.transport.then(200, R"({"ItemResponse":[{"sku":"B","price":{"currency":"USD","amount":7}}]})");
  const Outcomes stuck = bench.channel.check(attempt, {});
  CHECK(stuck[0].kind == Outcome::Kind::posted);
  CHECK(stuck[1].kind == Outcome::Kind::rejected);
  CHECK(stuck[1].reason.find("support") != std::string::npos);
}

TEST_CASE("a price has two decimals at most and is read back from its item") {
  ChannelBench bench;
  const auto three = bench.channel.price("shop", {"A", usd("9.505")});
  const auto refused = bench.channel.freeze("x", std::vector{three}, Receipts());
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message.find("two decimals") != std::string::npos);
  const Document document = bench.channel.price("shop", {"A", usd("9.5")});
  CHECK(bench.attempt({document}).request.path == "/v3/price");
  bench.transport.then(200,
                       R"({"ItemPriceResponse":{"mart":"WALMART_US","sku":"a","message":"Thank you."}})");
  CHECK(bench.send(document).kind == Outcome::Kind::posted);
  bench.transport.then(200, "{}");
  CHECK(bench.send(document).kind == Outcome::Kind::unknown);
  bench.transport.then(200, R"({"ItemResponse":[{"sku":"A","price":{"currency":"USD","amount":9.49}}]})");
  const Outcome seen = bench.check(document);
  CHECK(seen.kind == Outcome::Kind::absent);
  CHECK(seen.reason.find("9.49") != std::string::npos);
}
