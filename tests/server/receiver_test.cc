// Webhooks and the events API as their senders see them: what is kept, what is refused, and what is answered
// when it cannot be kept.
#include "server/receiver.h"

#include <doctest/doctest.h>

#include "base/log.h"
#include "desk.h"
#include "store/sqlite_store.h"

using namespace crosswalk;
using namespace crosswalk::server;
using namespace crosswalk::server::tests;

namespace {

const std::string shipments =
    R"({"shipments":[{"order":"108000000000017","units":[{"line":1,"quantity":2}],)"
    R"("carrier":"UPS","tracking_number":"1Z1","shipped":"2026-02-10T10:00:00Z"}]})";

std::string paths_of(const wire::HttpReply& reply) {
  std::string text;
  const Json json = json_of(reply);
  for (const auto& error : json["errors"])
    text += (text.empty() ? "" : " ") + error["path"].get<std::string>();
  return text;
}

}  // namespace

TEST_CASE("a webhook's event is kept once and answered without a body") {
  Desk desk;
  const auto reply = desk.hook("good e1");
  CHECK(reply.status == 200);
  CHECK(reply.body.empty());
  CHECK_FALSE(wire::header(reply.headers, "Set-Cookie"));
  CHECK(desk.hook("good e1").status == 200);
  const auto items = desk.items();
  REQUIRE(items.size() == 1);
  CHECK(items[0].item.key == "e1");
  CHECK(items[0].item.pair == "us");
}

TEST_CASE("a call without proof, at another path or too large leaves nothing") {
  Desk desk;
  CHECK(desk.hook("bad e1").status == 401);
  CHECK(desk.ask("POST", "/hooks/walmart/us/0123456789abcdefghijklmnopqrstuvwxyzABCDEFx", "good e1").status ==
        404);
  CHECK(desk.ask("POST", "/hooks/walmart/us/", "good e1").status == 404);
  CHECK(desk.ask("POST", desk.path + "x", "good e1").status == 404);
  CHECK(desk.ask("POST", "/", "good e1").status == 404);
  CHECK(desk.hook("good " + std::string(256 << 10, 'x')).status == 413);
  CHECK(desk.kept() == 0);
  CHECK(desk.ask("POST", desk.path + "?a=1", "good e1").status == 200);
  CHECK(desk.kept() == 1);
}

TEST_CASE("the part of the path behind the webhook's is the webhook's") {
  Desk desk;
  const auto reply = desk.ask("POST", desk.path + "/token", "");
  CHECK(reply.status == 200);
  CHECK(json_of(reply)["access_token"] == "t");
}

TEST_CASE("what cannot be kept is answered 503 and is not there; what was confirmed is") {
  Desk desk;
  auto full = store::SqliteStore::open(":memory:", {}, 100);
  REQUIRE(full.ok());
  Acceptor acceptor(**full, desk.clock);
  Receiver receiver({{"walmart/us", desk.path, "us", std::make_shared<PlainWebhook>()}}, 100'000, acceptor,
                    desk.keys, desk.clock);
  log::set_level(log::Level::off);
  int confirmed = 0;
  int status = 200;
  while (status == 200) {
    wire::HttpRequest request{
        "POST", desk.path, {}, "good e" + std::to_string(confirmed) + std::string(5'000, 'x')};
    status = receiver.handle(request).reply.status;
    if (status == 200) ++confirmed;
    REQUIRE(confirmed < 10'000);
  }
  log::set_level(log::Level::info);
  CHECK(status == 503);
  CHECK(confirmed > 0);
  const auto counts = (*full)->inbox_counts("us").value();
  REQUIRE(counts.size() == 1);
  CHECK(counts[0].count == confirmed);
}

TEST_CASE("what is above the rate is answered 429 and comes again") {
  Desk desk(2);
  CHECK(desk.hook("good e1").status == 200);
  CHECK(desk.hook("bad").status == 401);  // whoever proves nothing takes nothing of it
  CHECK(desk.hook("good e2").status == 200);
  const auto reply = desk.hook("good e3");
  CHECK(reply.status == 429);
  CHECK(wire::header(reply.headers, "Retry-After"));
  CHECK(desk.kept() == 2);
  CHECK(desk.api("shipments", shipments, "k1").status == 202);  // another sender
  desk.clock.advance(Millis(500));
  CHECK(desk.hook("good e3").status == 200);
  CHECK(desk.hook("good e4").status == 429);
}

TEST_CASE("the events API takes notices of a key that is known, and says 202 once they are kept") {
  Desk desk;
  const auto reply = desk.api("shipments", shipments, "k1");
  CHECK(reply.status == 202);
  CHECK(json_of(reply) == Json({{"accepted", 1}, {"known", 0}}));
  CHECK(json_of(desk.api("shipments", shipments, "k1")) == Json({{"accepted", 0}, {"known", 1}}));
  const auto items = desk.items();
  REQUIRE(items.size() == 1);
  CHECK(items[0].item.kind == "shipment");
  CHECK(items[0].item.key == "k1/0");
  CHECK(items[0].item.body.find("108000000000017") != std::string::npos);
}

TEST_CASE("without a key, with a wrong one or a revoked one nothing is taken") {
  Desk desk;
  CHECK(desk.ask("POST", "/v1/shipments", shipments).status == 401);
  for (const auto* value : {"Bearer ", "Bearer cwk_x", "Basic x"})
    CHECK(desk.ask("POST", "/v1/shipments", shipments, {{"Authorization", value}}).status == 401);
  CHECK(desk.api("shipments", shipments, "k1").status == 202);
  REQUIRE(revoke_api_key(*desk.store, "warehouse").ok());
  desk.clock.advance(Millis(1'000));
  CHECK(desk.api("shipments", shipments, "k2").status == 401);
  CHECK(desk.kept() == 1);
}

TEST_CASE("refunds of order lines and of returns are kept as what they are") {
  Desk desk;
  const std::string refund = R"({"refunds":[{"order":"108","line":"1","amount":"5.25","currency":"USD"}]})";
  CHECK(desk.api("refunds", refund, "r").status == 202);
  CHECK(json_of(desk.api("refunds", refund, "r")) == Json({{"accepted", 0}, {"known", 1}}));
  const std::string units =
      R"({"return-refunds":[{"return_order":"104","units":[{"line":1,"quantity":1}]}]})";
  CHECK(desk.api("return-refunds", units, "r").status == 202);
  CHECK(paths_of(desk.api("refunds", R"({"refunds":[{"order":"108","line":"1"}]})", "x")) ==
        "refunds[0].amount refunds[0].currency");
  CHECK(paths_of(desk.api("return-refunds", R"({"return-refunds":[{"return_order":"104"}]})", "x")) ==
        "return-refunds[0].units");
  const auto items = desk.items();
  REQUIRE(items.size() == 2);
  CHECK(items[0].item.kind == "order_refund");
  CHECK(items[0].item.key == "r/0");
  CHECK(items[1].item.kind == "return_refund");
}

TEST_CASE("the same key with other content is a conflict") {
  Desk desk;
  CHECK(desk.api("stock", R"({"key":"s1","stock":[{"sku":"A","units":3}]})").status == 202);
  const auto reply = desk.api("stock", R"({"key":"s1","stock":[{"sku":"A","units":4}]})");
  CHECK(reply.status == 409);
  CHECK(paths_of(reply) == "stock[0].key");
  CHECK(desk.kept() == 1);
  // Keys of single notices are compared notice by notice.
  CHECK(desk.api("stock", R"({"stock":[{"key":"a","sku":"A","units":1},{"key":"b","sku":"B","units":1}]})")
            .status == 202);
  const auto again =
      desk.api("stock", R"({"stock":[{"key":"c","sku":"C","units":1},{"key":"b","sku":"B","units":1}]})");
  CHECK(json_of(again) == Json({{"accepted", 1}, {"known", 1}}));
}

TEST_CASE("every wrong field is named by its path, and nothing of the request is kept") {
  Desk desk;
  const auto reply = desk.api("shipments", R"({"shipments":[
    {"order":"1","carrier":"UPS","tracking_number":"1Z","shipped":"2026-02-10T10:00:00Z"},
    {"order":7.5,"units":[{"quantity":0},{"sku":"A","quantity":"2"}],"carier":"UPS","tracking_number":"","shipped":"today"}
    ]})",
                              "k1");
  CHECK(reply.status == 400);
  CHECK(paths_of(reply) ==
        "shipments[1].units[0].quantity shipments[1].units[0].line shipments[1].units[1].quantity"
        " shipments[1].carrier shipments[1].tracking_number shipments[1].shipped"
        " shipments[1].carier");
  CHECK(
      paths_of(desk.api(
          "prices",
          R"({"prices":[{"sku":"A","price":"-1","currency":"usd"},{"sku":"A","price":1.005,"currency":"USD"}]})",
          "k")) == "prices[0].price prices[0].currency prices[1].price");
  CHECK(paths_of(desk.api("stock", R"({"stock":[{"sku":"A","units":-1}],"x":1})", "k")) ==
        "x stock[0].units");
  CHECK(paths_of(desk.api("stock", R"({"stock":[{"sku":"A","units":1}]})")) == "stock[0].key");
  CHECK(paths_of(desk.api("stock", R"({"stock":[{"sku":"A","units":1}]})", "a b")) == "key");
  CHECK(paths_of(desk.api("stock", R"({"stock":[]})", "k")) == "stock");
  CHECK(paths_of(desk.api("stock", "[1]", "k")) == "stock");
  CHECK(paths_of(desk.api("cancellations", R"({"cancellations":[5]})", "k")) == "cancellations[0]");
  CHECK(desk.api("stock", "{", "k").status == 400);
  CHECK(desk.kept() == 0);
}

TEST_CASE("other paths and methods of the API are told apart") {
  Desk desk;
  const wire::Headers with_key = {{"Authorization", "Bearer " + desk.key}};
  CHECK(desk.ask("GET", "/v1/stock", "", with_key).status == 405);
  CHECK(desk.ask("POST", "/v1/other", "{}", with_key).status == 404);
  CHECK(desk.ask("POST", "/v1/other", "{}").status == 401);
}
