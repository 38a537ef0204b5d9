#include "walmart/connection.h"

#include <doctest/doctest.h>

#include <set>

#include "walmart/fakes.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

constexpr const char* invalid_token =
    R"({"error":[{"code":"INVALID_TOKEN.GMP_GATEWAY_API","severity":"ERROR"}]})";
constexpr const char* unauthorized =
    R"({"error":[{"code":"UNAUTHORIZED.GMP_GATEWAY_API","description":"Unauthorized"}]})";
constexpr const char* outage =
    R"({"errors":{"error":[{"code":"INVALID_REQUEST.GMP_ORDER_API","field":"data","description":"Invalid Request"}]}})";

FrozenRequest a_write() {
  return {"POST", "/v3/orders/1/acknowledge", "", {{"Content-Type", "application/json"}}};
}

}  // namespace

TEST_CASE("the sign-in is the request that Walmart describes") {
  Bench bench;
  bench.transport.then(200, "{}");
  REQUIRE(bench.connection.fetch(bench.connection.one_order(), "/v3/orders/1", {}));
  REQUIRE(bench.transport.token_calls.size() == 1);
  const auto& call = bench.transport.token_calls[0];
  CHECK(call.method == "POST");
  CHECK(call.url == "https://walmart.test/v3/token");
  CHECK(call.body == "grant_type=client_credentials");
  const auto header = [&](const char* name) { return wire::header(call.headers, name).value_or("(none)"); };
  CHECK(header("Authorization") == "Basic Y2xpZW50LTc6dmVyeS1zZWNyZXQtdmFsdWU=");
  CHECK(header("Content-Type") == "application/x-www-form-urlencoded");
  CHECK(header("Accept") == "application/json");
  CHECK(header("WM_SVC.NAME") == "Walmart Marketplace");
  CHECK(header("WM_QOS.CORRELATION_ID").size() == 36);
  CHECK(header("WM_SEC.ACCESS_TOKEN") == "(none)");
}

TEST_CASE("a read carries every header and no content type, a write its own") {
  Bench bench;
  bench.transport.then(200, "{}");
  bench.transport.then(200, "{}");
  REQUIRE(bench.connection.fetch(bench.connection.one_order(), "/v3/orders/1?replacementInfo=true", {}));
  CHECK(bench.transport.calls[0].method == "GET");
  CHECK(bench.transport.calls[0].url == "https://walmart.test/v3/orders/1?replacementInfo=true");
  CHECK(bench.transport.header_of(0, "WM_SEC.ACCESS_TOKEN") == "token-1");
  CHECK(bench.transport.header_of(0, "WM_SVC.NAME") == "Walmart Marketplace");
  CHECK(bench.transport.header_of(0, "Accept") == "application/json");
  CHECK(bench.transport.header_of(0, "Content-Type") == "(none)");
  CHECK(bench.transport.header_of(0, "Authorization") == "(none)");
  CHECK(bench.transport.header_of(0, "WM_MARKET") == "(none)");
  CHECK(bench.transport.header_of(0, "WM_CONSUMER.CHANNEL.TYPE") == "(none)");
  bench.connection.write(Connection::acknowledge(), a_write(), {});
  CHECK(bench.transport.header_of(1, "Content-Type") == "application/json");
  CHECK(bench.transport.header_of(1, "Accept") == "application/json");
}

TEST_CASE("other markets and a channel type have headers of their own") {
  Settings settings = test_settings();
  settings.market = "ca";
  settings.channel_type = "0f3e4dd4";
  Bench bench(settings);
  bench.transport.then(200, "{}");
  REQUIRE(bench.connection.fetch(bench.connection.order_list(), "/v3/orders", {}));
  CHECK(bench.transport.header_of(0, "WM_MARKET") == "ca");
  CHECK(bench.transport.header_of(0, "WM_GLOBAL_VERSION") == "3.1");
  CHECK(bench.transport.header_of(0, "WM_CONSUMER.CHANNEL.TYPE") == "0f3e4dd4");
  CHECK(wire::header(bench.transport.token_calls[0].headers, "WM_MARKET") == "ca");
}

TEST_CASE("the sandbox is asked for by a header, the US market by none") {
  Settings settings = test_settings();
  settings.sandbox = true;
  Bench bench(settings);
  bench.transport.then(200, "{}");
  REQUIRE(bench.connection.fetch(bench.connection.order_list(), "/v3/orders", {}));
  CHECK(bench.transport.header_of(0, "WM_SANDBOX") == "v2");
  CHECK(wire::header(bench.transport.token_calls[0].headers, "WM_SANDBOX") == "v2");
  Bench real;
  real.transport.then(200, "{}");
  REQUIRE(real.connection.fetch(real.connection.order_list(), "/v3/orders", {}));
  CHECK(real.transport.header_of(0, "WM_SANDBOX") == "(none)");
  CHECK(real.transport.header_of(0, "WM_MARKET") == "(none)");
  CHECK(real.transport.header_of(0, "WM_GLOBAL_VERSION") == "(none)");
}

TEST_CASE("a 420 is a 429, and what is locked is read again in a minute") {
  Bench bench;
  bench.transport.then(420, "", {{"x-next-replenish-time", "30"}});
  bench.transport.then(423, R"({"error":[{"code":"RESOURCE_IS_LOCKED.GMP_RECEIVER_API"}]})");
  bench.transport.then(200, "{}");
  const Instant before = bench.clock.now();
  REQUIRE(bench.connection.fetch(Connection::return_list(), "/v3/returns", {}));
  CHECK(bench.clock.now() - before >= Millis(90'000));
  CHECK(bench.clock.now() - before < Millis(100'000));
  REQUIRE(bench.budget.paused.size() == 1);
  CHECK(bench.budget.paused[0].first == "walmart/shop/GET /v3/returns");
  bench.transport.then(423, "");
  CHECK(bench.connection.write(Connection::acknowledge(), a_write(), {}).reply.status == 423);
  for (int i = 0; i < limits::read_tries; ++i) bench.transport.then(420, "");
  CHECK(bench.connection.fetch(Connection::return_list(), "/v3/returns", {}).error().kind ==
        ErrorKind::limit);
}

TEST_CASE("a need that the key does not meet is named, one that Walmart says nothing of is not") {
  Scopes scopes;
  scopes.granted = {{"inventory", "view_only"},
                    {"orders", "full_access"},
                    {"reports", "no_access"},
                    {"returns", "view_only"}};
  CHECK(missing(scopes, {{"orders", true}, {"returns"}, {"price", true}}).empty());
  const auto found = missing(
      scopes, {{"reports", false, "settlements are reports"}, {"inventory", true, "stock goes there"}});
  REQUIRE(found.size() == 2);
  CHECK(found[0] ==
        "the Walmart key may not read reports, and settlements are reports; give it the scope \"reports\" in "
        "the "
        "Developer Portal");
  CHECK(found[1] ==
        "the Walmart key may only view inventory, but stock goes there; give it full access to \"inventory\" "
        "in the "
        "Developer Portal");
}

TEST_CASE("every try has a correlation id of its own") {
  Bench bench;
  for (int i = 0; i < 4; ++i) bench.transport.then(500, "");
  bench.transport.then(200, "{}");
  REQUIRE(bench.connection.fetch(bench.connection.one_order(), "/v3/orders/1", {}));
  std::set<std::string> ids;
  for (std::size_t i = 0; i < 5; ++i) ids.insert(bench.transport.header_of(i, "WM_QOS.CORRELATION_ID"));
  CHECK(ids.size() == 5);
}

TEST_CASE("a token is used until its fourteenth minute is over") {
  Bench bench;
  for (int i = 0; i < 4; ++i) bench.transport.then(200, "{}");
  const auto call = [&] {
    REQUIRE(bench.connection.fetch(bench.connection.one_order(), "/v3/orders/1", {}));
  };
  call();
  bench.clock.advance(Millis(839'000));
  call();
  CHECK(bench.transport.token_calls.size() == 1);
  bench.clock.advance(Millis(1'000));
  call();
  CHECK(bench.transport.token_calls.size() == 2);
  CHECK(bench.transport.header_of(2, "WM_SEC.ACCESS_TOKEN") == "token-2");
}

TEST_CASE("a refused token is dropped and the call replayed once, as 401 or as 400") {
  for (const bool as_400 : {false, true}) {
    for (const bool is_write : {false, true}) {
      CAPTURE(as_400);
      CAPTURE(is_write);
      Bench bench;
      bench.transport.then(as_400 ? 400 : 401, as_400 ? invalid_token : unauthorized);
      bench.transport.then(200, "{}");
      const Answer answer = is_write
                                ? bench.connection.write(Connection::acknowledge(), a_write(), {})
                                : bench.connection.read(bench.connection.one_order(), "/v3/orders/1", {});
      CHECK(answer.kind == Answer::Kind::replied);
      CHECK(answer.reply.status == 200);
      CHECK(bench.transport.header_of(0, "WM_SEC.ACCESS_TOKEN") == "token-1");
      CHECK(bench.transport.header_of(1, "WM_SEC.ACCESS_TOKEN") == "token-2");
      CHECK(bench.transport.header_of(0, "WM_QOS.CORRELATION_ID") !=
            bench.transport.header_of(1, "WM_QOS.CORRELATION_ID"));
    }
  }
}

TEST_CASE("a second refusal is final and says what to do") {
  Bench bench;
  bench.transport.then(401, unauthorized);
  bench.transport.then(401, unauthorized);
  const auto reply = bench.connection.fetch(bench.connection.one_order(), "/v3/orders/1", {});
  REQUIRE_FALSE(reply);
  CHECK(reply.error().kind == ErrorKind::outside);
  CHECK(reply.error().message.starts_with("credentials refused"));
  CHECK(bench.transport.calls.size() == 2);
  CHECK(bench.transport.token_calls.size() == 2);
}

TEST_CASE("a wrong client is refused at once, whatever the body") {
  for (const char* body : {"Bad Request", unauthorized, "", "<html></html>"}) {
    CAPTURE(body);
    Bench bench;
    bench.transport.token_then(body == std::string("Bad Request") ? 400 : 401, body);
    const Answer answer = bench.connection.read(bench.connection.one_order(), "/v3/orders/1", {});
    CHECK(answer.kind == Answer::Kind::refused);
    CHECK(answer.failure.error.message.starts_with("credentials refused"));
    CHECK(answer.failure.error.text().find("very-secret") == std::string::npos);
    CHECK(answer.failure.error.text().find("Y2xpZW50") == std::string::npos);
    CHECK(bench.transport.token_calls.size() == 1);
    CHECK(bench.transport.calls.empty());
  }
}

TEST_CASE("a sign-in that is out of order is tried again and is no refusal") {
  Bench bench;
  bench.transport.token_then(500, "");
  bench.transport.token_then(520, "");
  bench.transport.then(200, "{}");
  CHECK(bench.connection.fetch(bench.connection.one_order(), "/v3/orders/1", {}));
  Bench down;
  for (int i = 0; i < 5; ++i) down.transport.token_then(503, "");
  const Answer answer = down.connection.read(down.connection.one_order(), "/v3/orders/1", {});
  CHECK(answer.kind == Answer::Kind::failed);
  CHECK(answer.failure.reach == wire::Reach::not_sent);
}

TEST_CASE("a sign-in answer without a token or in XML is an error that does not quote it") {
  for (const char* body : {R"({"token_type":"Bearer","expires_in":900})", R"({"access_token":"abc-token"})",
                           "<OAuthTokenDTO><accessToken>abc-token</accessToken></OAuthTokenDTO>", ""}) {
    CAPTURE(body);
    Bench bench;
    bench.transport.token_then(200, body);
    const auto reply = bench.connection.fetch(bench.connection.one_order(), "/v3/orders/1", {});
    REQUIRE_FALSE(reply);
    CHECK(reply.error().text().find("abc-token") == std::string::npos);
  }
}

TEST_CASE("reads are repeated on what passes, up to five times") {
  for (const int status : {500, 502, 503, 504, 520, 400}) {
    CAPTURE(status);
    Bench bench;
    for (int i = 0; i < 4; ++i) bench.transport.then(status, status == 400 ? outage : "<html></html>");
    bench.transport.then(200, "{}");
    CHECK(bench.connection.fetch(bench.connection.one_order(), "/v3/orders/1", {}));
    Bench down;
    for (int i = 0; i < 9; ++i) down.transport.then(status, status == 400 ? outage : "");
    const auto reply = down.connection.fetch(down.connection.one_order(), "/v3/orders/1", {});
    REQUIRE_FALSE(reply);
    CHECK(reply.error().kind == ErrorKind::outside);
    CHECK(down.transport.calls.size() == 5);
  }
  Bench bench;
  bench.transport.then_fails(wire::Reach::maybe_sent);
  bench.transport.then_fails(wire::Reach::not_sent);
  bench.transport.then(200, "{}");
  CHECK(bench.connection.fetch(bench.connection.one_order(), "/v3/orders/1", {}));
}

TEST_CASE("what is wrong for good is not repeated") {
  for (const int status : {400, 403, 404, 405, 406, 415}) {
    CAPTURE(status);
    Bench bench;
    bench.transport.then(status, R"({"error":[{"code":"FORBIDDEN.GMP_GATEWAY_API","description":"No"}]})");
    CHECK_FALSE(bench.connection.fetch(bench.connection.one_order(), "/v3/orders/1", {}));
    CHECK(bench.transport.calls.size() == 1);
  }
}

TEST_CASE("a 404 in Walmart's own words is an answer, one of the edge is a failure") {
  Bench bench;
  bench.transport.then(
      404, R"({"errors":{"error":[{"code":"CONTENT_NOT_FOUND.GMP_ORDER_API","severity":"INFO"}]}})");
  bench.transport.then(404, "<html>Not found</html>");
  const auto nothing = bench.connection.fetch(bench.connection.one_order(), "/v3/orders/1", {});
  REQUIRE(nothing);
  CHECK(nothing->status == 404);
  CHECK_FALSE(bench.connection.fetch(bench.connection.one_order(), "/v3/orders/1", {}));
}

TEST_CASE("a 429 pauses the endpoint until Walmart's time, or backs off") {
  Bench bench;
  bench.transport.then(429, "", {{"X-Next-Replenishment-Time", "20"}});
  bench.transport.then(429, "");
  bench.transport.then(429, "", {{"X-Next-Replenishment-Time", "2031-01-01T00:00:00Z"}});  // cannot be meant
  bench.transport.then(200, "{}");
  const Instant start = bench.clock.now();
  CHECK(bench.connection.fetch(bench.connection.order_list(), "/v3/orders", {}));
  REQUIRE(bench.budget.paused.size() == 3);
  CHECK(bench.budget.paused[0].first == "walmart/shop/GET /v3/orders");
  CHECK(bench.budget.paused[0].second == start + Millis(20'000));
  CHECK(bench.clock.now() - start < Millis(40'000));
}

TEST_CASE("the budget learns what Walmart says is left") {
  Bench bench;
  bench.transport.then(200, "{}", {{"X-Current-Token-Count", "4991"}});
  bench.transport.then(200, "{}", {{"x-current-token-count", "0"}, {"x-next-replenish-time", "3"}});
  for (int i = 0; i < 2; ++i) CHECK(bench.connection.fetch(bench.connection.order_list(), "/v3/orders", {}));
  REQUIRE(bench.budget.observed.size() == 2);
  CHECK(bench.budget.observed[0].second == 4991);
  REQUIRE(bench.budget.paused.size() == 1);
  CHECK(bench.budget.paused[0].second == bench.clock.now() + Millis(3000));
}

TEST_CASE("each kind of call has its own bucket") {
  Bench bench;
  for (int i = 0; i < 4; ++i) bench.transport.then(200, R"({"scopes":{}})");
  CHECK(bench.connection.fetch(bench.connection.order_list(), "/v3/orders?x=1", {}));
  CHECK(bench.connection.fetch(bench.connection.one_order(), "/v3/orders/17", {}));
  bench.connection.write(Connection::acknowledge(), a_write(), {});
  CHECK(bench.connection.scopes({}));
  const std::vector<std::string> expected = {
      "walmart/shop/POST /v3/token", "walmart/shop/GET /v3/orders", "walmart/shop/GET /v3/orders/{id}",
      "walmart/shop/POST /v3/orders/{id}/acknowledge", "walmart/shop/GET /v3/token/detail"};
  CHECK(bench.budget.taken == expected);
}

TEST_CASE("writes go out once") {
  for (const int status : {500, 503, 520, 429, 400}) {
    CAPTURE(status);
    Bench bench;
    bench.transport.then(status, "");
    const Answer answer = bench.connection.write(Connection::acknowledge(), a_write(), {});
    CHECK(answer.kind == Answer::Kind::replied);
    CHECK(answer.reply.status == status);
    CHECK(bench.transport.calls.size() == 1);
  }
  for (const auto reach : {wire::Reach::not_sent, wire::Reach::maybe_sent}) {
    Bench bench;
    bench.transport.then_fails(reach);
    const Answer answer = bench.connection.write(Connection::acknowledge(), a_write(), {});
    CHECK(answer.kind == Answer::Kind::failed);
    CHECK(answer.failure.reach == reach);
    CHECK(bench.transport.calls.size() == 1);
  }
}

TEST_CASE("scopes are read from the token's details") {
  Bench bench;
  bench.transport.then(200,
                       R"({"expire_at":"1781524800000","issued_at":"1781523900000","is_valid":true,)"
                       R"("scopes":{"orders":"full_access","reports":"no_access","returns":"view_only"}})");
  const auto scopes = bench.connection.scopes({});
  REQUIRE(scopes);
  CHECK(scopes->valid);
  CHECK(scopes->expires == Instant::from_millis(1781524800000));
  CHECK(scopes->access("orders") == "full_access");
  CHECK(scopes->access("reports") == "no_access");
  CHECK(scopes->access("price").empty());
  bench.transport.then(200, "{}");
  CHECK_FALSE(bench.connection.scopes({}));
}

TEST_CASE("settings are checked before anything is called") {
  CHECK(verify(test_settings()));
  const auto wrong = [](auto change) {
    Settings settings = test_settings();
    change(settings);
    const auto done = verify(settings);
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == ErrorKind::config);
    return done.error().where;
  };
  CHECK(wrong([](Settings& s) { s.market = "de"; }) == "pairs.shop.walmart.market");
  CHECK(wrong([](Settings& s) {
          s.market = "ca";
          s.sandbox = true;
        }) == "pairs.shop.walmart.sandbox");
  CHECK(wrong([](Settings& s) { s.client_id.clear(); }) == "pairs.shop.walmart.client_id");
  CHECK(wrong([](Settings& s) { s.client_secret = Secret(); }) == "pairs.shop.walmart.client_secret");
  CHECK(wrong([](Settings& s) { s.base_url = "walmart.test"; }) == "pairs.shop.walmart.base_url");
  CHECK(wrong([](Settings& s) { s.days_back = 180; }) == "pairs.shop.walmart.days_back");
  CHECK(wrong([](Settings& s) { s.overlap = Millis(0); }) == "pairs.shop.walmart.overlap");
}
