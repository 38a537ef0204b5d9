// The control plane of Walmart's webhooks: what is asked, and that no secret of a reply goes further.
#include "walmart/subscriptions.h"

#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "walmart/fakes.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

const std::string url = "https://books.example.com/hooks/walmart/us/path";

struct Desk {
  VirtualClock clock{Instant::parse("2026-02-10T12:00:00Z").value()};
  ScriptedTransport transport;
  FreeBudget budget;
  Connection connection{[] {
                          Settings settings;
                          settings.pair = "us";
                          settings.client_id = "id";
                          settings.client_secret = Secret("key");
                          return settings;
                        }(),
                        transport, budget, clock, [] { return 0.5; }};
  Subscriptions subscriptions{connection};

  Json sent() const { return parse_json(transport.calls.back().body, "request").value(); }
};

WebhookSettings settings(WebhookSettings::Auth auth) {
  return {auth, "X-Walmart-Signature", "crosswalk", Secret("hook-secret")};
}

}  // namespace

TEST_CASE("the useful event types are read from Walmart, with whatever resource it says") {
  Desk desk;
  desk.transport.then(200, R"({"events":[
    {"resourceName":"ITEM","eventType":"OFFER_UNPUBLISHED","eventVersion":"V1"},
    {"resourceName":"ORDER","eventType":"PO_CREATED","eventVersion":"V1"},
    {"resourceName":"ReturnsAndRefunds","eventType":"RETURN_CREATED","eventVersion":"V2"}]})");
  auto types = desk.subscriptions.useful_types({}).value();
  REQUIRE(types.size() == 2);
  CHECK(types[0].type == "PO_CREATED");
  CHECK(types[1].resource == "ReturnsAndRefunds");
  CHECK(types[1].version == "V2");
  // Where the new event is there, those that it replaces are not asked for.
  desk.transport.then(200,
                      R"({"events":[{"resourceName":"ORDER","eventType":"PO_CREATED","eventVersion":"V1"},
    {"resourceName":"ORDER","eventType":"ORDER_UPDATES","eventVersion":"V1"}]})");
  types = desk.subscriptions.useful_types({}).value();
  REQUIRE(types.size() == 1);
  CHECK(types[0].type == "ORDER_UPDATES");
}

TEST_CASE("all events are subscribed in one call that says how they are to be proven") {
  const std::vector<EventType> types = {{"PO_CREATED", "V1", "ORDER"}, {"REPORT_STATUS", "V1", "REPORTS"}};
  const std::string reply = R"({"events":[{"eventType":"PO_CREATED","subscriptionId":"s1","status":"ACTIVE"},
    {"eventType":"REPORT_STATUS","subscriptionId":"s2","status":"ACTIVE"}]})";
  using Auth = WebhookSettings::Auth;
  for (const auto auth : {Auth::hmac, Auth::basic, Auth::oauth}) {
    Desk desk;
    desk.transport.then(201, reply);
    const auto made = desk.subscriptions.create(types, url, settings(auth), {});
    REQUIRE(made.ok());
    REQUIRE(made->size() == 2);
    CHECK(made->at(1).id == "s2");
    CHECK(desk.transport.calls.back().method == "POST");
    const Json sent = desk.sent();
    REQUIRE(sent["events"].size() == 2);
    const Json first = sent["events"][0];
    CHECK(first["eventUrl"] == url);
    CHECK(first["status"] == "ACTIVE");
    CHECK(first["authDetails"]["authMethod"] == std::string(name_of(auth)));
    CHECK(first["authDetails"]["authHeaderName"] == "X-Walmart-Signature");
    CHECK(first["authDetails"].contains("password") == (auth == Auth::basic));
    CHECK(first["authDetails"].contains("authUrl") == (auth == Auth::oauth));
    CHECK(first["authDetails"].contains("clientSecret") == (auth != Auth::basic));
  }
}

TEST_CASE("a list of subscriptions leaves Walmart's echo of the secrets behind") {
  Desk desk;
  desk.transport.then(200,
                      R"({"events":[{"eventType":"PO_CREATED","subscriptionId":"s1","resourceName":"ORDER",
    "eventVersion":"V1","eventUrl":"https://books.example.com/x","status":"ACTIVE",
    "authDetails":{"authMethod":"HMAC","clientSecret":"hook-secret"}}]})");
  const auto all = desk.subscriptions.list({}).value();
  REQUIRE(all.size() == 1);
  CHECK(all[0].id == "s1");
  CHECK(all[0].url == "https://books.example.com/x");
  CHECK(all[0].event.resource == "ORDER");
}

TEST_CASE("a subscription is removed by its id, and Walmart is asked to try an address") {
  Desk desk;
  desk.transport.then(200, R"({"subscriptionId":"s 1","message":"Successfully deleted subscription"})");
  CHECK(desk.subscriptions.remove("s 1", {}).ok());
  CHECK(desk.transport.calls.back().method == "DELETE");
  CHECK(desk.transport.calls.back().url.ends_with("/v3/webhooks/subscriptions/s%201"));
  desk.transport.then(200, R"({"message":"Eventurl successfully validated"})");
  CHECK(desk.subscriptions.test({"PO_CREATED", "V1", "ORDER"}, url, settings(WebhookSettings::Auth::hmac), {})
            .ok());
  CHECK_FALSE(desk.sent().contains("status"));
  desk.transport.then(400, R"({"errors":[{"code":"INVALID","description":"Event url validation failed"}]})");
  const auto refused =
      desk.subscriptions.test({"PO_CREATED", "V1", "ORDER"}, url, settings(WebhookSettings::Auth::hmac), {});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message.find("validation failed") != std::string::npos);
  CHECK(refused.error().message.find("hook-secret") == std::string::npos);
}

TEST_CASE("an account without webhooks is told so") {
  Desk desk;
  desk.transport.then(404, "");
  const auto types = desk.subscriptions.useful_types({});
  REQUIRE_FALSE(types.ok());
  CHECK(types.error().message.find("ask its support") != std::string::npos);
}
