#include <doctest/doctest.h>

#include "walmart_fixture.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

struct Gate {
  VirtualClock clock{walmart_start() + Millis(2 * 3'600'000)};
  WalmartService service{clock, make_world(calm_world(5))};
  WalmartCaller caller{service};
};

const std::string list_url = "/v3/orders";

}  // namespace

TEST_CASE("a token is given for the right client, form and headers only") {
  Gate gate;
  const auto good = gate.service.handle(gate.caller.token_request()).reply;
  CHECK(good.status == 200);
  const Json body = json_of(good);
  CHECK(body.at("token_type") == "Bearer");
  CHECK(body.at("expires_in") == 900);
  CHECK(text_in(body, "access_token").size() > 900);

  struct Case {
    const char* header;
    std::string value;
    int status;
  };
  const Case cases[] = {{"Authorization", "", 401},
                        {"Authorization", "Bearer abc", 401},
                        {"Authorization", "Basic " + base64("stranger:secret"), 400},
                        {"Authorization", "Basic " + base64("simulated-client:wrong"), 401},
                        {"Authorization", "Basic !!!", 400},
                        {"Content-Type", "application/json", 415},
                        {"WM_SVC.NAME", "", 400},
                        {"WM_QOS.CORRELATION_ID", "", 400}};
  for (const Case& one : cases) {
    CAPTURE(one.header);
    CAPTURE(one.value);
    auto request = gate.caller.token_request();
    drop_header(request, one.header);
    if (!one.value.empty()) set_header(request, one.header, one.value);
    CHECK(gate.service.handle(request).reply.status == one.status);
  }
  auto stranger = gate.caller.token_request();
  drop_header(stranger, "Authorization");
  set_header(stranger, "Authorization", "Basic " + base64("stranger:secret"));
  CHECK(gate.service.handle(stranger).reply.body == "Bad Request");
  auto grant = gate.caller.token_request();
  grant.body = "grant_type=password";
  CHECK(gate.service.handle(grant).reply.status == 400);
  auto plain = gate.caller.token_request();
  drop_header(plain, "Accept");
  CHECK(gate.service.handle(plain).reply.body.find("<OAuthTokenDTO") == 0);
  CHECK(gate.service.tokens_issued() == 2);
}

TEST_CASE("a call needs its headers") {
  Gate gate;
  CHECK(gate.caller.get(list_url).status == 200);
  const auto without = [&](std::initializer_list<const char*> names) {
    auto request = gate.caller.request("GET", list_url);
    for (const char* name : names) drop_header(request, name);
    return request;
  };
  const auto status = [&](const wire::HttpRequest& request) {
    return gate.service.handle(request).reply.status;
  };
  CHECK(status(without({"WM_SEC.ACCESS_TOKEN"})) == 401);
  auto bearer = without({"WM_SEC.ACCESS_TOKEN"});
  set_header(bearer, "Authorization", "Bearer " + gate.caller.token());
  CHECK(status(bearer) == 401);
  CHECK(status(without({"WM_SVC.NAME"})) == 400);
  const auto both = gate.service.handle(without({"WM_SVC.NAME", "WM_QOS.CORRELATION_ID"})).reply;
  CHECK(both.status == 400);
  CHECK(json_of(both).at("error").size() == 2);

  auto odd = gate.caller.request("GET", list_url);
  set_header(odd, "Content-Type", "text/plain");
  CHECK(status(odd) == 415);
  auto csv = without({"Accept"});
  set_header(csv, "Accept", "text/csv");
  CHECK(status(csv) == 406);

  const auto xml = gate.service.handle(without({"Accept"})).reply;
  CHECK(xml.status == 200);
  CHECK(xml.body.starts_with("<?xml"));
  CHECK(xml.body.find("<purchaseOrderId>") != std::string::npos);
  const auto xml_error = gate.service.handle(without({"Accept", "WM_SVC.NAME"})).reply;
  CHECK(xml_error.body.find("<ns4:field>WM_SVC.NAME</ns4:field>") != std::string::npos);
}

TEST_CASE("addresses and methods that do not exist are refused") {
  Gate gate;
  CHECK(gate.caller.get("/v3/nothing").status == 404);
  CHECK(gate.caller.post(list_url).status == 405);
  CHECK(gate.caller.get("/v3/orders/108000000000001/acknowledge").status == 405);
  CHECK(gate.caller.post("/v3/orders/108000000000001").status == 405);
  const std::string po = gate.service.purchase_orders().front();
  CHECK(gate.caller.post("/v3/orders/" + po + "/explode").status == 404);
}

TEST_CASE("a token ends after 900 seconds, and its refusals alternate") {
  Gate gate;
  CHECK(gate.caller.get(list_url).status == 200);
  gate.clock.advance(Millis(899'999));
  CHECK(gate.caller.get(list_url).status == 200);
  gate.clock.advance(Millis(1));
  const auto first = gate.caller.get(list_url);
  const auto second = gate.caller.get(list_url);
  CHECK(first.status == 401);
  CHECK(code_of(first) == "UNAUTHORIZED.GMP_GATEWAY_API");
  CHECK(second.status == 400);
  CHECK(code_of(second) == "INVALID_TOKEN.GMP_GATEWAY_API");
  CHECK(gate.caller.get(list_url).status == 401);
  gate.caller.sign_in();
  CHECK(gate.caller.get(list_url).status == 200);
  gate.service.revoke_tokens();
  CHECK(gate.caller.get(list_url).status == 400);
}

TEST_CASE("the token's detail tells its times and scopes, and a scope is enforced") {
  Gate gate;
  const Json detail = json_of(gate.caller.get("/v3/token/detail"));
  CHECK(detail.at("is_valid") == true);
  CHECK(std::stoll(text_in(detail, "expire_at")) == gate.clock.now().millis() + 900'000);
  CHECK(text_in(detail.at("scopes"), "orders") == "full_access");
  auto switches = gate.service.switches();
  switches.orders_scope = "view_only";
  gate.service.set_switches(switches);
  const std::string po = gate.service.purchase_orders().front();
  CHECK(gate.caller.get(list_url).status == 200);
  CHECK(gate.caller.acknowledge(po).status == 403);
  switches.orders_scope = "no_access";
  gate.service.set_switches(switches);
  CHECK(code_of(gate.caller.get(list_url)) == "FORBIDDEN.GMP_GATEWAY_API");
  CHECK(gate.service.acknowledgements(po).calls == 0);
}

TEST_CASE("a bucket empties, refuses, and refills gradually") {
  Gate gate;
  gate.service.limit("GET /v3/orders", 3, Millis(60'000));
  for (int i = 0; i < 3; ++i) CHECK(gate.caller.get(list_url).status == 200);
  const auto refused = gate.caller.get(list_url);
  CHECK(refused.status == 429);
  CHECK(code_of(refused) == "REQUEST_THRESHOLD_VIOLATED.GMP_GATEWAY_API");
  CHECK(gate.caller.get("/v3/orders/" + gate.service.purchase_orders().front()).status == 200);
  gate.clock.advance(Millis(19'000));
  CHECK(gate.caller.get(list_url).status == 429);
  gate.clock.advance(Millis(1'000));
  CHECK(gate.caller.get(list_url).status == 200);
  CHECK(gate.caller.get(list_url).status == 429);
  gate.clock.advance(Millis(600'000));
  for (int i = 0; i < 3; ++i) CHECK(gate.caller.get(list_url).status == 200);
  CHECK(gate.caller.get(list_url).status == 429);
}

TEST_CASE("tokens are limited where a test says so") {
  Gate gate;
  gate.service.limit("POST /v3/token", 1, Millis(60'000));
  CHECK(gate.service.handle(gate.caller.token_request()).reply.status == 200);
  CHECK(gate.service.handle(gate.caller.token_request()).reply.status == 429);
  CHECK(gate.service.tokens_issued() == 1);
}

TEST_CASE("rate headers come in two spellings and three formats, and name the next call's time") {
  Gate gate;
  gate.service.limit("GET /v3/orders", 1, Millis(60'000));
  CHECK(gate.caller.get(list_url).status == 200);
  std::vector<std::string> times;
  int other_spelling = 0;
  for (int i = 0; i < 5; ++i) {
    const auto reply = gate.caller.get(list_url);
    CHECK(reply.status == 429);
    CHECK(wire::header(reply.headers, "X-Current-Token-Count") == "0");
    const auto usual = wire::header(reply.headers, "X-Next-Replenishment-Time");
    const auto other = wire::header(reply.headers, "x-next-replenish-time");
    REQUIRE(usual.has_value() != other.has_value());
    if (other) CHECK(wire::header(reply.headers, "x-max-token-count") == "1");
    other_spelling += other ? 1 : 0;
    times.emplace_back(usual ? *usual : *other);
  }
  CHECK(other_spelling == 3);
  const Instant next = gate.clock.now() + Millis(60'000);
  CHECK(times[0] == std::to_string(next.millis()));
  CHECK(times[1] == next.text());
  CHECK(times[2] == "60");
  auto switches = gate.service.switches();
  switches.no_rate_headers = true;
  gate.service.set_switches(switches);
  CHECK_FALSE(wire::header(gate.caller.get(list_url).headers, "X-Current-Token-Count"));
}

TEST_CASE("Walmart's clock may differ from ours") {
  Gate gate;
  CHECK(gate.caller.get(list_url).status == 200);
  auto switches = gate.service.switches();
  switches.clock_skew = Millis(901'000);
  gate.service.set_switches(switches);
  CHECK(gate.caller.get(list_url).status == 401);
}
