#include "walmart/ship.h"

#include <doctest/doctest.h>

#include "walmart/carriers.h"
#include "walmart/channel_bench.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

constexpr const char* shipped_already =
    R"({"errors":{"error":[{"code":"INVALID_REQUEST_CONTENT.GMP_ORDER_API","field":"data","description":)"
    R"("Unable to process this request. The Line: 1 of PO: 108900000000001 is in SHIPPED status"}]}})";

ShipmentNotice notice(std::vector<UnitsOf> units = {}) {
  ShipmentNotice made;
  made.order = "108900000000001";
  made.units = std::move(units);
  made.carrier = "UPS";
  made.method = "Standard";
  made.tracking_number = "1Z7";
  made.shipped = at("2026-06-15T10:00:00Z");
  return made;
}

const OrderBuilder acknowledged = mugs("3", {status_text("Acknowledged", "3")});

std::string refused(const Result<Document>& document) {
  return document ? "" : document.error().text();
}

}  // namespace

TEST_CASE("a shipment is frozen in Walmart's words") {
  ChannelBench bench;
  auto what = notice({{"1", "", 2}});
  what.tracking_url = "https://ups.test/1Z7";
  const auto document = bench.channel.shipment(what, acknowledged.record());
  REQUIRE(document.ok());
  CHECK(document->key == "108900000000001/1Z7");
  CHECK(document->kind == DocumentKind::shipment);
  CHECK(document->date.text() == "2026-06-15");
  const Attempt attempt = bench.attempt({*document});
  CHECK(attempt.request.path == "/v3/orders/108900000000001/shipping");
  CHECK(
      attempt.request.body ==
      R"({"orderShipment":{"orderLines":{"orderLine":[{"lineNumber":"1","orderLineStatuses":{"orderLineStatus":[{)"
      R"("status":"Shipped","statusQuantity":{"unitOfMeasurement":"EACH","amount":"2"},"trackingInfo":{)"
      R"("shipDateTime":1781517600000,"carrierName":{"carrier":"UPS"},"methodCode":"Standard",)"
      R"("trackingNumber":"1Z7","trackingURL":"https://ups.test/1Z7"}}]}}]}}})");
}

TEST_CASE("carriers are named as Walmart names them") {
  const std::map<std::string, std::string> own = {{"Brown Trucks", "UPS"}, {"RegioPost", "Regio Post"}};
  CHECK(carrier_named("fedex", {}).name == "FedEx");
  CHECK(carrier_named("brown trucks", own).name == "UPS");
  CHECK(carrier_named("brown trucks", own).listed);
  CHECK_FALSE(carrier_named("RegioPost", own).listed);
  CHECK(carrier_named("RegioPost", own).name == "Regio Post");
  CHECK(method_named("oneday") == "OneDay");
  CHECK(method_named("rocket").empty());

  Settings settings = test_settings();
  settings.carriers = own;
  ChannelBench bench(settings);
  auto what = notice();
  what.carrier = "RegioPost";
  CHECK(refused(bench.channel.shipment(what, acknowledged.record())).find("needs a tracking URL") !=
        std::string::npos);
  what.tracking_url = "https://regio.test/1";
  const auto document = bench.channel.shipment(what, acknowledged.record());
  REQUIRE(document.ok());
  CHECK(document->content.find(R"("carrierName":{"otherCarrier":"Regio Post"})") != std::string::npos);
}

TEST_CASE("what can never be shipped is refused with its reason, what cannot yet be waits") {
  ChannelBench bench;
  const auto error = [&](const ShipmentNotice& what, const OrderBuilder& order) {
    const auto document = bench.channel.shipment(what, order.record());
    REQUIRE_FALSE(document.ok());
    return document.error();
  };
  auto nameless = notice();
  nameless.tracking_number.clear();
  CHECK(error(nameless, acknowledged).kind == ErrorKind::invalid);
  auto timeless = notice();
  timeless.shipped = {};
  CHECK(error(timeless, acknowledged).kind == ErrorKind::invalid);
  auto odd = notice();
  odd.method = "Rocket";
  CHECK(error(odd, acknowledged).message.find("WhiteGlove") != std::string::npos);
  CHECK(error(notice({{"9", "", 1}}), acknowledged).message.find("no line \"9\"") != std::string::npos);
  CHECK(error(notice({{"", "VASE", 1}}), acknowledged).message.find("no SKU \"VASE\"") != std::string::npos);
  CHECK(error(notice({{"1", "", 4}}), acknowledged).kind == ErrorKind::invalid);
  CHECK(error(notice({{"1", "", 2}, {"", "MUG-BLU", 2}}), acknowledged).kind == ErrorKind::invalid);
  const auto partly = mugs("3", {status_text("Acknowledged", "1"), status_text("Cancelled", "2")});
  CHECK(error(notice({{"1", "", 2}}), partly).message.find("2 Cancelled") != std::string::npos);
  // Nobody knows yet what becomes of units in a status that is new to us.
  const auto review = mugs("3", {status_text("Acknowledged", "1"), status_text("OnReview", "2")});
  CHECK(error(notice({{"1", "", 2}}), review).kind == ErrorKind::not_found);
  auto walmarts = acknowledged;
  walmarts.node = R"({"type":"WFSFulfilled"})";
  CHECK(error(notice(), walmarts).message.find("ships it itself") != std::string::npos);
}

TEST_CASE("units are found by line, by SKU without case, or are all that is open") {
  ChannelBench bench;
  OrderBuilder order = mugs("2", {status_text("Acknowledged", "2")});
  LineText second;
  second.number = "4";
  second.quantity = "2";
  second.statuses = {status_text("Acknowledged", "1"), tracked("Shipped", "1", "OTHER")};
  order.lines.push_back(second);
  const auto body = [&](std::vector<UnitsOf> units) {
    const auto document = bench.channel.shipment(notice(std::move(units)), order.record());
    REQUIRE_MESSAGE(document.ok(), refused(document));
    std::string lines;
    for (auto at = document->content.find("lineNumber"); at != std::string::npos;
         at = document->content.find("lineNumber", at + 1)) {
      const auto amount = document->content.find("\"amount\":\"", at);
      lines += document->content.substr(at + 13, 1) + "x" + document->content.substr(amount + 10, 1) + " ";
    }
    return lines;
  };
  CHECK(body({}) == "1x2 4x1 ");
  CHECK(body({{"4", "", 0}}) == "4x1 ");
  CHECK(body({{"", "mug-blu", 3}}) == "1x2 4x1 ");
  CHECK(body({{"", "Mug-Blu", 1}}) == "1x1 ");
}

TEST_CASE("the same notice is the same document after it took effect") {
  ChannelBench bench;
  const auto first = bench.channel.shipment(notice({{"1", "", 2}}), acknowledged.record());
  const auto later = mugs("3", {status_text("Acknowledged", "1"), tracked("Shipped", "2", "1Z7")});
  const auto second = bench.channel.shipment(notice({{"1", "", 2}}), later.record());
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(first->key == second->key);
  CHECK(first->content == second->content);
}

TEST_CASE("what the buyer asked to cancel ships only if the pair says so") {
  const auto order = mugs("3", {status_text("Acknowledged", "3")}, R"(,"intentToCancel":"true")");
  ChannelBench careful;
  CHECK(refused(careful.channel.shipment(notice(), order.record())).find("ship_despite_cancel_request") !=
        std::string::npos);
  Settings settings = test_settings();
  settings.ship_despite_cancel_request = true;
  ChannelBench bold(settings);
  const auto document = bold.channel.shipment(notice(), order.record());
  REQUIRE(document.ok());
  CHECK(document->content.find(R"("intentToCancelOverride":true)") != std::string::npos);
}

TEST_CASE("another tracking number takes the place of one that is told") {
  ChannelBench bench;
  auto what = notice();
  what.replaces = "OLD";
  CHECK(bench.channel.shipment(what, acknowledged.record()).error().kind == ErrorKind::not_found);
  const auto order = mugs("3", {status_text("Acknowledged", "1"), tracked("Shipped", "2", "OLD")});
  const auto document = bench.channel.shipment(what, order.record());
  REQUIRE(document.ok());
  CHECK(document->content.find(R"("processMode":"PARTIAL_UPDATE")") != std::string::npos);
  CHECK(document->content.find(R"("currentTrackingInfo":{"trackingNumber":"OLD"})") != std::string::npos);
  CHECK(document->content.find(R"("amount":"2")") != std::string::npos);
}

TEST_CASE("a shipment is looked up before it is sent, and not sent when it is there") {
  ChannelBench bench;
  const auto document = bench.channel.shipment(notice({{"1", "", 2}}), acknowledged.record()).value();
  bench.transport.then(
      200, reply_of(mugs("3", {status_text("Acknowledged", "1"), tracked("Shipped", "2", "1Z7")})));
  const Outcome outcome = bench.send(document);
  CHECK(outcome.kind == Outcome::Kind::posted);
  CHECK(outcome.receipt.outside_id == "1Z7");
  CHECK(bench.transport.calls.size() == 1);

  for (int i = 0; i < 5; ++i) bench.transport.then(503, "");
  CHECK(bench.send(document).kind == Outcome::Kind::retry);  // nothing was sent
  bench.transport.then(401, "");
  bench.transport.then(401, "");
  CHECK(bench.send(document).kind == Outcome::Kind::reauthorise);
  for (const auto& call : bench.transport.calls) CHECK(call.method == "GET");
}

TEST_CASE("what an answer to a shipment means") {
  const std::string before = reply_of(acknowledged);
  const std::string after =
      reply_of(mugs("3", {status_text("Acknowledged", "1"), tracked("Delivered", "2", "1Z7")}));
  const std::string part =
      reply_of(mugs("3", {status_text("Acknowledged", "2"), tracked("Shipped", "1", "1Z7")}));
  const std::string other =
      reply_of(mugs("3", {status_text("Acknowledged", "1"), tracked("Shipped", "2", "OTHER")}));
  const std::string created = reply_of(mugs("3", {status_text("Created", "3")}));
  const struct {
    int status;
    std::string answer;
    std::string seen;  // by the look-up that follows a refusal
    Outcome::Kind expected;
  } rows[] = {
      {200, after, "", Outcome::Kind::posted},
      {200, before, "", Outcome::Kind::unknown},  // accepted, but not to be seen
      {200, after.substr(0, after.size() / 2), "", Outcome::Kind::unknown},
      {400, shipped_already, after, Outcome::Kind::posted},
      {400, shipped_already, other, Outcome::Kind::rejected},
      {400, shipped_already, part, Outcome::Kind::rejected},
      {400, shipped_already, created, Outcome::Kind::retry},  // our acknowledgement is on its way
      {400,
       R"({"errors":{"error":[{"code":"INVALID_REQUEST.GMP_ORDER_API","field":"data","description":"Invalid Request"}]}})",
       "", Outcome::Kind::unknown},
      {420, "", "", Outcome::Kind::retry},
      {423, "", "", Outcome::Kind::retry},
      {429, "", "", Outcome::Kind::retry},
      {500, "", "", Outcome::Kind::unknown},
      {520, "", "", Outcome::Kind::unknown},
      {403, "", "", Outcome::Kind::retry},
  };
  for (const auto& row : rows) {
    CAPTURE(row.status);
    CAPTURE(row.answer);
    ChannelBench bench;
    const auto document = bench.channel.shipment(notice({{"1", "", 2}}), acknowledged.record()).value();
    bench.transport.then(200, before);
    bench.transport.then(row.status, row.answer);
    if (!row.seen.empty()) bench.transport.then(200, row.seen);
    const Outcome outcome = bench.send(document);
    CHECK(outcome.kind == row.expected);
    CHECK(bench.transport.done());
    CHECK(bench.transport.calls[1].method == "POST");
    if (outcome.kind != Outcome::Kind::posted) CHECK_FALSE(outcome.reason.empty());
    if (row.status == 400 && row.expected == Outcome::Kind::retry) CHECK(outcome.at > bench.clock.now());
  }
}

TEST_CASE("a look-up of a shipment") {
  ChannelBench bench;
  const auto document = bench.channel.shipment(notice({{"1", "", 2}}), acknowledged.record()).value();
  bench.transport.then(200, reply_of(acknowledged));
  CHECK(bench.check(document).kind == Outcome::Kind::absent);
  bench.transport.then(404, R"({"errors":{"error":[{"code":"CONTENT_NOT_FOUND.GMP_ORDER_API"}]}})");
  CHECK(bench.check(document).kind == Outcome::Kind::rejected);
  bench.transport.then(200, "{}");
  CHECK(bench.check(document).kind == Outcome::Kind::unknown);
}
