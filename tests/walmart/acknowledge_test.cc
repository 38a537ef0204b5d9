#include "walmart/channel.h"

#include <doctest/doctest.h>

#include "walmart/fakes.h"
#include "walmart/order_text.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

constexpr const char* higher_status =
    R"({"errors":{"error":[{"code":"INVALID_REQUEST_CONTENT.GMP_ORDER_API","field":"data","description":)"
    R"("INVALID_REQUEST_CONTENT :: Failed when called acknowledge API. Some or all qty in higher status"}]}})";
constexpr const char* not_found =
    R"({"errors":{"error":[{"code":"CONTENT_NOT_FOUND.GMP_ORDER_API","severity":"INFO"}]}})";

std::string order_with(std::string_view status) {
  OrderBuilder order;
  order.lines[0].statuses = {status_text(status, "1")};
  return "{\"order\":" + order.text() + "}";
}

struct AcknowledgeBench : Bench {
  Attempt attempt() const {
    Attempt made;
    made.id = "5d0c0b1e-0000-4000-8000-000000000001";
    made.members = {channel.acknowledgement({"shop", RecordKind::order, "108900000000001"})};
    made.request = *channel.freeze(made.id, made.members, Receipts());
    return made;
  }
  Outcome send() { return channel.send(attempt(), {}).at(0); }
  Outcome check() { return channel.check(attempt(), {}).at(0); }

  WalmartChannel channel{connection};
};

}  // namespace

TEST_CASE("an acknowledgement is a document of its order") {
  AcknowledgeBench bench;
  const RecordKey key{"shop", RecordKind::order, "108900000000001"};
  const Document document = bench.channel.acknowledgement(key);
  CHECK(document.kind == DocumentKind::acknowledgement);
  CHECK(document.pair == "shop");
  CHECK(document.key == "108900000000001");
  CHECK(document.record == key);
  CHECK(document.content == "{}");
  CHECK_FALSE(document.total);
}

TEST_CASE("it is frozen as one empty post an order") {
  AcknowledgeBench bench;
  const Attempt attempt = bench.attempt();
  CHECK(attempt.request.method == "POST");
  CHECK(attempt.request.path == "/v3/orders/108900000000001/acknowledge");
  CHECK(attempt.request.body.empty());
  CHECK(attempt.request.headers ==
        std::vector<std::pair<std::string, std::string>>{{"Content-Type", "application/json"}});
  CHECK(bench.channel.fits(attempt.members) == 1);
  auto two = attempt.members;
  two.push_back(two[0]);
  CHECK_FALSE(bench.channel.freeze("x", two, Receipts()));
  two.pop_back();
  two[0].kind = DocumentKind::shipment;
  CHECK_FALSE(bench.channel.freeze("x", two, Receipts()));
}

TEST_CASE("an accepted acknowledgement is posted") {
  AcknowledgeBench bench;
  bench.transport.then(200, order_with("Acknowledged"));
  const Outcome outcome = bench.send();
  CHECK(outcome.kind == Outcome::Kind::posted);
  CHECK(outcome.receipt.outside_id == "108900000000001");
  CHECK(outcome.receipt.status == "Acknowledged");
  CHECK(outcome.receipt.at == bench.clock.now());
  CHECK(bench.transport.calls[0].method == "POST");
  CHECK(bench.transport.calls[0].body.empty());
}

TEST_CASE("a unit in a higher status has been acknowledged, if the order says so") {
  AcknowledgeBench bench;
  bench.transport.then(400, higher_status);
  bench.transport.then(200, order_with("Shipped"));
  CHECK(bench.send().kind == Outcome::Kind::posted);
  CHECK(bench.transport.path_of(1) == "/v3/orders/108900000000001");

  bench.transport.then(400, higher_status);
  bench.transport.then(200, order_with("Created"));
  const Outcome refused = bench.send();
  CHECK(refused.kind == Outcome::Kind::rejected);
  CHECK(refused.reason.find("higher status") != std::string::npos);

  bench.transport.then(400, higher_status);
  for (int i = 0; i < 5; ++i) bench.transport.then(500, "");
  CHECK(bench.send().kind == Outcome::Kind::unknown);
}

TEST_CASE("a third party's order that Walmart will not have acknowledged is tried until it has moved on") {
  AcknowledgeBench bench;
  OrderBuilder order;
  order.node = R"({"type":"3PLFulfilled","id":"7"})";
  const auto reply = [&](std::string_view status) {
    order.lines[0].statuses = {status_text(status, "1")};
    bench.transport.then(400, higher_status);
    bench.transport.then(200, "{\"order\":" + order.text() + "}");
  };
  reply("Created");
  const Outcome refused = bench.send();
  CHECK(refused.kind == Outcome::Kind::retry);
  CHECK_FALSE(refused.forbidden);
  CHECK(refused.expected);
  CHECK(refused.at > bench.clock.now());
  CHECK(refused.reason.find("third party") != std::string::npos);
  for (const char* status : {"Acknowledged", "Shipped", "Cancelled"}) {
    reply(status);
    CHECK(bench.send().kind == Outcome::Kind::posted);
  }
}

TEST_CASE("an access that is refused holds back this kind only, and names the scope") {
  AcknowledgeBench bench;
  bench.transport.then(403, R"({"error":[{"code":"FORBIDDEN.GMP_GATEWAY_API"}]})");
  const Outcome outcome = bench.send();
  CHECK(outcome.kind == Outcome::Kind::retry);
  CHECK(outcome.forbidden);
  CHECK(outcome.at == bench.clock.now() + Millis(15 * 60'000));
  CHECK(outcome.reason.find("needs full access to the scope \"orders\"") != std::string::npos);
}

TEST_CASE("what may have happened is unknown, what certainly has not is tried again") {
  const struct {
    int status;
    const char* body;
    Outcome::Kind expected;
  } rows[] = {
      {500, "", Outcome::Kind::unknown},
      {502, "<html></html>", Outcome::Kind::unknown},
      {504, "", Outcome::Kind::unknown},
      {520, R"({"error":[{"code":"SYSTEM_ERROR.GMP_GATEWAY_API"}]})", Outcome::Kind::unknown},
      {400,
       R"({"errors":{"error":[{"code":"INVALID_REQUEST.GMP_ORDER_API","field":"data","description":"Invalid Request"}]}})",
       Outcome::Kind::unknown},
      {400, R"({"errors":{"error":[{"code":"INVALID_REQ)", Outcome::Kind::unknown},
      {429, "", Outcome::Kind::retry},
      {423, R"({"error":[{"code":"RESOURCE_IS_LOCKED.GMP_RECEIVER_API"}]})", Outcome::Kind::retry},
      {403, R"({"error":[{"code":"FORBIDDEN.GMP_GATEWAY_API"}]})", Outcome::Kind::retry},
      {400, R"({"errors":[{"code":"INVALID_REQUEST_PARAM","message":"no such order"}]})",
       Outcome::Kind::rejected},
      {404, not_found, Outcome::Kind::rejected},
  };
  for (const auto& row : rows) {
    CAPTURE(row.status);
    AcknowledgeBench bench;
    bench.transport.then(row.status, row.body);
    const Outcome outcome = bench.send();
    CHECK(outcome.kind == row.expected);
    CHECK_FALSE(outcome.reason.empty());
    CHECK(bench.transport.calls.size() == 1);
    if (outcome.kind == Outcome::Kind::retry) CHECK(outcome.at > bench.clock.now());
  }
  AcknowledgeBench lost;
  lost.transport.then_fails(wire::Reach::maybe_sent);
  CHECK(lost.send().kind == Outcome::Kind::unknown);
  lost.transport.then_fails(wire::Reach::not_sent);
  CHECK(lost.send().kind == Outcome::Kind::retry);
}

TEST_CASE("a 429 is tried again at Walmart's time") {
  AcknowledgeBench bench;
  bench.transport.then(429, "", {{"X-Next-Replenishment-Time", "45"}});
  const Outcome outcome = bench.send();
  CHECK(outcome.kind == Outcome::Kind::retry);
  CHECK(outcome.at == bench.clock.now() + Millis(45'000));
}

TEST_CASE("a refused sign-in asks for a person and nothing was done") {
  AcknowledgeBench bench;
  bench.transport.then(401, "");
  bench.transport.then(401, "");
  CHECK(bench.send().kind == Outcome::Kind::reauthorise);
  AcknowledgeBench wrong;
  wrong.transport.token_then(400, "Bad Request");
  CHECK(wrong.send().kind == Outcome::Kind::reauthorise);
  CHECK(wrong.transport.calls.empty());
}

TEST_CASE("a request that was stopped before it was made was not made") {
  AcknowledgeBench bench;
  std::stop_source stop;
  stop.request_stop();
  CHECK(bench.channel.send(bench.attempt(), stop.get_token()).at(0).kind == Outcome::Kind::retry);
  CHECK(bench.transport.calls.empty());
}

TEST_CASE("a look-up tells what took effect") {
  const struct {
    int status;
    std::string body;
    Outcome::Kind expected;
  } rows[] = {
      {200, order_with("Acknowledged"), Outcome::Kind::posted},
      {200, order_with("Cancelled"), Outcome::Kind::posted},
      {200, order_with("Created"), Outcome::Kind::absent},
      {404, not_found, Outcome::Kind::rejected},
      {404, "<html></html>", Outcome::Kind::unknown},
      {403, "", Outcome::Kind::unknown},
      {200, "<html></html>", Outcome::Kind::unknown},
      {200, R"({"order":{"purchaseOrderId":"108900000000001"}})", Outcome::Kind::unknown},
  };
  for (const auto& row : rows) {
    CAPTURE(row.body);
    AcknowledgeBench bench;
    bench.transport.then(row.status, row.body);
    CHECK(bench.check().kind == row.expected);
    CHECK(bench.transport.calls.at(0).method == "GET");
  }
  AcknowledgeBench down;
  for (int i = 0; i < 5; ++i) down.transport.then(503, "");
  CHECK(down.check().kind == Outcome::Kind::unknown);
}

TEST_CASE("created units are found in lists and in lone objects") {
  CHECK(has_created_units(order_with("Created")) == true);
  CHECK(has_created_units(order_with("Shipped")) == false);
  CHECK(
      has_created_units(
          R"({"order":{"orderLines":{"orderLine":{"orderLineStatuses":{"orderLineStatus":{"status":"Created"}}}}}})") ==
      true);
  CHECK(
      has_created_units(
          R"({"order":{"orderLines":{"orderLine":[{"orderLineStatuses":{"orderLineStatus":[{"status":"Created",)"
          R"("statusQuantity":{"amount":"0"}},{"status":"Shipped","statusQuantity":{"amount":"1"}}]}}]}}})") ==
      false);
  CHECK_FALSE(has_created_units("{}").has_value());
  CHECK_FALSE(has_created_units("x").has_value());
}
