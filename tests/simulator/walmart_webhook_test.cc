#include <doctest/doctest.h>

#include <set>

#include "walmart_fixture.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

constexpr Millis minute{60'000};

// Who is told: keeps what comes and answers as the test says.
struct Ear final : wire::Transport {
  wire::CallResult call(const wire::HttpRequest& request, const Stop& /*stop*/) override {
    heard.push_back(request);
    if (clock != nullptr) clock->advance(takes);
    if (request.url == "https://shop.test/token")
      return {wire::HttpReply{200, {}, R"({"access_token":"abc","expires_in":900})"}, {}};
    if (status == 0)
      return {std::nullopt, {wire::Reach::maybe_sent, fail(ErrorKind::outside, "the connection was lost")}};
    return {wire::HttpReply{status, {}, ""}, {}};
  }
  Json body(std::size_t index) const { return parse_json(heard.at(index).body, "event").value(); }
  std::string header(std::size_t index, std::string_view name) const {
    return std::string(wire::header(heard.at(index).headers, name).value_or("(none)"));
  }

  int status = 204;
  VirtualClock* clock = nullptr;
  Millis takes{0};
  std::vector<wire::HttpRequest> heard;
};

const std::string hmac_auth =
    R"({"authMethod":"HMAC","authHeaderName":"X-Walmart-Code","clientSecret":"s3"})";

struct Square {
  VirtualClock clock{walmart_start()};
  WalmartService service{clock, World()};
  WalmartCaller caller{service};
  Ear ear;
  WalmartSwitches edited;

  Square() { service.reach_out_through(&ear); }
  static std::string wish(const std::string& type, const std::string& auth = hmac_auth,
                          const std::string& resource = "ORDER") {
    return R"({"eventType":")" + type + R"(","eventVersion":"V1","resourceName":")" + resource +
           R"(","eventUrl":"https://shop.test/hooks/7f?x=1","authDetails":)" + auth +
           R"(,"headers":{"content-type":"application/json"},"status":"ACTIVE"})";
  }
  std::string subscribe(const std::string& type, const std::string& auth = hmac_auth,
                        const std::string& resource = "ORDER") {
    const auto reply =
        caller.post("/v3/webhooks/subscriptions", R"({"events":[)" + wish(type, auth, resource) + "]}");
    REQUIRE(reply.status == 200);
    return text_in(json_of(reply).at("events").at(0), "subscriptionId");
  }
  std::string order(int quantity = 1) {
    MarketOrder order;
    order.po = std::to_string(108'000'000'000'001 + placed++);
    order.customer_order = "200000000000001";
    order.ordered = clock.now();
    order.ship_by = clock.now() + minute * 60;
    order.lines.resize(1);
    order.lines[0].number = "1";
    order.lines[0].sku = "LAMP-01";
    order.lines[0].quantity = quantity;
    REQUIRE(service.add_order(order));
    return order.po;
  }
  int deliver() { return service.deliver_events({}); }
  void apply() { service.set_switches(edited); }
  DeliverySwitches& on_the_way() { return edited.webhooks.deliveries; }

  int placed = 0;
};

}  // namespace

TEST_CASE("event types name their resources, which no caller should have to know") {
  Square square;
  const Json types = json_of(square.caller.get("/v3/webhooks/eventTypes"));
  std::set<std::string> names;
  std::string returns;
  for (const Json& type : types.at("events")) {
    names.insert(text_in(type, "eventType"));
    if (text_in(type, "eventType") == "RETURN_CREATED") returns = text_in(type, "resourceName");
  }
  CHECK(names.contains("ORDER_UPDATES"));
  CHECK(names.contains("PO_CREATED"));
  CHECK(returns == "ReturnsAndRefunds");
  square.clock.advance(Millis(std::int64_t{288} * 86'400'000));  // past 15 Dec 2026
  square.caller.sign_in();
  CHECK(square.caller.get("/v3/webhooks/eventTypes").body.find("PO_CREATED") == std::string::npos);
  CHECK(square.caller.post("/v3/webhooks/subscriptions", R"({"events":[)" + Square::wish("PO_CREATED") + "]}")
            .status == 400);
}

TEST_CASE("subscriptions are made, shown with their secrets, changed and deleted") {
  Square square;
  const std::string id = square.subscribe("PO_CREATED");
  const Json shown =
      json_of(square.caller.get("/v3/webhooks/subscriptions?eventType=PO_CREATED")).at("events");
  REQUIRE(shown.size() == 1);
  CHECK(text_in(shown.at(0).at("authDetails"), "clientSecret") == "s3");
  CHECK(json_of(square.caller.get("/v3/webhooks/subscriptions?status=INACTIVE")).at("events").empty());
  const std::string each = "/v3/webhooks/subscriptions/" + id;
  const auto changed =
      square.service.handle(square.caller.request("PATCH", each, R"({"status":"INACTIVE"})")).reply;
  CHECK(changed.status == 200);
  CHECK(text_in(json_of(changed), "status") == "INACTIVE");
  square.order();
  CHECK(square.deliver() == 0);
  const auto deleted = square.service.handle(square.caller.request("DELETE", each)).reply;
  CHECK(text_in(json_of(deleted), "message") == "Successfully deleted subscription");
  CHECK(square.service.handle(square.caller.request("DELETE", each)).reply.status == 404);
}

TEST_CASE("a subscription that makes no sense is refused") {
  Square square;
  const auto create = [&](const std::string& wish) {
    return square.caller.post("/v3/webhooks/subscriptions", R"({"events":[)" + wish + "]}").status;
  };
  CHECK(create(Square::wish("PO_EXPLODED")) == 400);
  CHECK(create(Square::wish("PO_CREATED", hmac_auth, "ITEM")) == 400);
  CHECK(create(Square::wish("PO_CREATED", R"({"authMethod":"HMAC","authHeaderName":"X"})")) == 400);
  CHECK(create(Square::wish("PO_CREATED", R"({"authMethod":"MAGIC","authHeaderName":"X"})")) == 400);
  CHECK(square.caller.post("/v3/webhooks/subscriptions", R"({"event":[)" + Square::wish("PO_CREATED") + "]}")
            .status == 200);
  CHECK(square.caller.post("/v3/webhooks/subscriptions", "{}").status == 400);
  CHECK(square.caller.get("/v3/webhooks/nothing").status == 405);
  square.edited.webhooks.subscriptions.not_listed = true;
  square.apply();
  CHECK(square.caller.get("/v3/webhooks/eventTypes").status == 404);
}

TEST_CASE("an address is tried before it is believed") {
  Square square;
  const auto attempt = [&] { return square.caller.post("/v3/webhooks/test", Square::wish("PO_CREATED")); };
  CHECK(text_in(json_of(attempt()), "message") == "Eventurl successfully validated");
  CHECK(square.ear.heard.size() == 1);
  square.ear.status = 500;
  CHECK(attempt().status == 400);
  square.service.reach_out_through(nullptr);
  CHECK(attempt().status == 400);
}

TEST_CASE("an order is told of in the words of a real event") {
  Square square;
  square.subscribe("PO_CREATED");
  square.subscribe("ORDER_UPDATES");
  const std::string po = square.order(2);
  CHECK(square.deliver() == 2);
  CHECK(square.deliver() == 0);
  const Json event = square.ear.body(0);
  CHECK(text_in(event.at("source"), "eventType") == "PO_CREATED");
  CHECK(text_in(event.at("payload"), "purchaseOrderId") == po);
  const Json& line = event.at("payload").at("orderLines").at(0);
  CHECK(text_in(line.at("quantity"), "measurementValue") == "2");
  CHECK(line.contains("shippingProgramType "));
  CHECK_FALSE(line.contains("shippingProgramType"));
  CHECK(text_in(square.ear.body(1).at("payload"), "subEventType") == "PO_CREATED");
  CHECK(square.ear.heard[0].timeout == Millis(3'000));
}

TEST_CASE("expiry, a buyer's wish, an empty shelf and anything announced are told of") {
  Square square;
  square.subscribe("PO_LINE_AUTOCANCELLED");
  square.subscribe("INTENT_TO_CANCEL");
  square.subscribe("INVENTORY_OOS", hmac_auth, "INVENTORY");
  square.subscribe("REPORT_STATUS", hmac_auth, "REPORTS");
  const std::string po = square.order(99);
  CHECK(square.deliver() == 0);
  square.clock.advance(minute);
  square.order(1);
  CHECK(square.deliver() == 1);
  CHECK(square.ear.body(0).at("payload").at("shipNodes").at(0).at("availToSellQty") == 0);
  CHECK(square.service.ask_to_cancel(po, "1"));
  CHECK_FALSE(square.service.ask_to_cancel(po, "9"));
  square.service.announce("REPORT_STATUS", R"({"requestId":"r1"})");
  CHECK(square.deliver() == 2);
  square.clock.advance(Millis(std::int64_t{5} * 86'400'000));
  CHECK(square.deliver() == 2);
  const Json expired = square.ear.body(3);
  CHECK(text_in(expired.at("payload").at("orderLines").at(0), "cancellationReason") ==
        "Auto-cancelled due to expiry");
}

TEST_CASE("a code over the body comes in hex or base64") {
  using Code = DeliverySwitches::Code;
  for (const Code code : {Code::hex, Code::upper_hex, Code::base64}) {
    Square square;
    square.on_the_way().hmac = code;
    square.on_the_way().wrong_signatures = 1;
    square.apply();
    square.subscribe("PO_CREATED");
    square.order();
    square.order();
    CHECK(square.deliver() == 2);
    const std::string hex = hex_digits(hmac_sha256("s3", square.ear.heard[1].body));
    std::string capitals = hex;
    for (char& c : capitals)
      if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
    const std::string expected = code == Code::hex ? hex
                                 : code == Code::upper_hex
                                     ? capitals
                                     : base64(hmac_sha256("s3", square.ear.heard[1].body));
    CHECK(square.ear.header(1, "x-walmart-code") == expected);
    CHECK(square.ear.header(0, "x-walmart-code").size() == expected.size());
    CHECK(square.ear.header(0, "x-walmart-code") != expected);
  }
}

TEST_CASE("user and password, a token of the receiver, and a dated signature are known as well") {
  Square square;
  square.on_the_way().timestamped = true;
  square.apply();
  square.subscribe(
      "PO_CREATED",
      R"({"authMethod":"BASIC_AUTH","authHeaderName":"Authorization","userName":"u","password":"p"})");
  square.subscribe(
      "ORDER_UPDATES",
      R"({"authMethod":"OAUTH","authHeaderName":"Authorization","clientId":"c","clientSecret":"d",)"
      R"("authUrl":"https://shop.test/token"})");
  square.order();
  CHECK(square.deliver() == 2);
  REQUIRE(square.ear.heard.size() == 3);
  CHECK(square.ear.header(0, "Authorization") == base64("u:p"));
  CHECK(square.ear.heard[1].url == "https://shop.test/token");
  CHECK(square.ear.header(1, "Authorization") == base64("c:d"));
  CHECK(square.ear.header(2, "Authorization") == "Bearer abc");
  const std::string seconds = square.ear.header(2, "WM_SEC.TIMESTAMP");
  CHECK(seconds == std::to_string(square.clock.now().millis() / 1000));
  CHECK(
      square.ear.header(2, "WM_SEC.SIGNATURE") ==
      base64(hmac_sha256("d", "POST\n/hooks/7f?x=1\n" + seconds + "\n" + sha256(square.ear.heard[2].body))));

  square.on_the_way().basic_prefix = true;
  square.apply();
  square.order();
  CHECK(square.deliver() == 2);
  CHECK(square.ear.heard.size() == 5);  // the token still holds
  CHECK(square.ear.header(3, "Authorization") == "Basic " + base64("u:p"));
}

TEST_CASE("what is not answered well within three seconds comes again three times") {
  Square square;
  square.subscribe("PO_CREATED");
  square.ear.status = 503;
  square.order();
  CHECK(square.deliver() == 1);
  for (const int wait : {5, 15}) {
    square.clock.advance(minute * wait - Millis(1));
    CHECK(square.deliver() == 0);
    square.clock.advance(Millis(1));
    CHECK(square.deliver() == 1);
  }
  square.ear.status = 200;
  square.ear.clock = &square.clock;
  square.ear.takes = Millis(3'001);
  square.clock.advance(minute * 45);
  CHECK(square.deliver() == 1);
  const auto deliveries = square.service.deliveries();
  REQUIRE(deliveries.size() == 1);
  CHECK(deliveries[0].tries == 4);
  CHECK(deliveries[0].state == DeliveryTruth::State::given_up);
  square.ear.takes = Millis(3'000);
  square.order();
  CHECK(square.deliver() == 1);
  CHECK(square.service.deliveries().at(1).state == DeliveryTruth::State::accepted);
  CHECK(square.ear.heard[0].body == square.ear.heard[3].body);
}

TEST_CASE("events come twice, late, and in the wrong order") {
  Square square;
  square.on_the_way().every_nth_twice = 2;
  square.on_the_way().lateness = minute * 10;
  square.on_the_way().newest_first = true;
  square.edited.webhooks.events.unknown_sub_event = true;
  square.apply();
  square.subscribe("ORDER_UPDATES");
  const std::string first = square.order();
  square.clock.advance(minute);
  const std::string second = square.order();
  CHECK(square.deliver() == 0);
  square.clock.advance(minute * 10);
  CHECK(square.deliver() == 3);
  const auto po = [&](std::size_t i) { return text_in(square.ear.body(i).at("payload"), "purchaseOrderId"); };
  CHECK(po(0) == second);
  CHECK(po(1) == second);
  CHECK(po(2) == first);
  CHECK(square.ear.body(0) == square.ear.body(1));
  CHECK(text_in(square.ear.body(0).at("payload"), "subEventType") == "PO_LINE_REPRICED");
}

TEST_CASE("an event may come before its order can be read") {
  Square square;
  square.edited.readable_after = Millis(20'000);
  square.apply();
  square.subscribe("PO_CREATED");
  // Whoever is told may ask back at once.
  struct Asking final : wire::Transport {
    wire::CallResult call(const wire::HttpRequest& /*request*/, const Stop& /*stop*/) override {
      seen = caller->get("/v3/orders/" + po).status;
      return {wire::HttpReply{200, {}, ""}, {}};
    }
    WalmartCaller* caller = nullptr;
    std::string po;
    int seen = 0;
  } asking;
  asking.caller = &square.caller;
  square.service.reach_out_through(&asking);
  asking.po = square.order();
  CHECK(square.deliver() == 1);
  CHECK(asking.seen == 404);
  square.clock.advance(Millis(20'000));
  CHECK(square.caller.get("/v3/orders/" + asking.po).status == 200);
}
