#include "xero/consent.h"

#include <doctest/doctest.h>

#include "base/crypto.h"
#include "support.h"
#include "xero/scopes.h"

namespace crosswalk::test {
namespace {

struct Consenting : Desk {
  Consenting() {
    mine.way = xero::Way::pkce;
    mine.client_secret = Secret();
    mine.identity_url = "https://identity.test";
  }
  Result<xero::Tokens> redeem(const std::string& answer, int status = 200) {
    xero.sign_in = [=](const wire::HttpRequest&) { return reply(status, answer); };
    return xero::redeem_code(mine, request, "the code", caller, clock, stop);
  }
  xero::Settings mine = settings();
  xero::ConsentRequest request = xero::new_consent("http://localhost:8483/callback");
  wire::Caller caller{xero, budget, clock, [] { return 0.5; }};
};

constexpr const char* whole =
    R"({"access_token":"A","refresh_token":"R","expires_in":1800,"scope":"offline_access )"
    R"(accounting.contacts accounting.invoices accounting.settings"})";

}  // namespace

TEST_CASE("the link asks for exactly what the engine needs, with a state and a challenge of its own") {
  Consenting desk;
  const std::string link = xero::consent_link(desk.mine, desk.request);
  CHECK(
      link.starts_with("https://login.xero.com/identity/connect/authorize?response_type=code&client_id=CLIENT"
                       "&redirect_uri=http%3A%2F%2Flocalhost%3A8483%2Fcallback&scope=offline_access%20"
                       "accounting.contacts%20accounting.invoices%20accounting.settings.read&state="));
  CHECK(says(link, "&state=" + desk.request.state + "&"));
  CHECK(says(link, "&code_challenge=" + sha256_base64url(desk.request.verifier)));
  CHECK_FALSE(says(link, desk.request.verifier));
  CHECK(desk.request.state != xero::new_consent("").state);
  CHECK(desk.request.verifier.size() >= 43);
  CHECK(desk.request.verifier.size() <= 128);
}

TEST_CASE("an app without a secret names itself in the form, one with a secret in the header") {
  Consenting desk;
  REQUIRE(desk.redeem(whole).ok());
  CHECK(desk.xero.tokens.back().body ==
        "grant_type=authorization_code&code=the%20code&redirect_uri="
        "http%3A%2F%2Flocalhost%3A8483%2Fcallback&code_verifier=" +
            desk.request.verifier + "&client_id=CLIENT");
  CHECK_FALSE(wire::header(desk.xero.tokens.back().headers, "Authorization"));
  desk.mine.client_secret = Secret(Desk::secret);
  REQUIRE(desk.redeem(whole).ok());
  CHECK_FALSE(says(desk.xero.tokens.back().body, "client_id"));
  CHECK(wire::header(desk.xero.tokens.back().headers, "Authorization").value_or("").starts_with("Basic "));
}

TEST_CASE("a scope that was not granted is named, and one that includes the wanted will do") {
  Consenting desk;
  CHECK(desk.redeem(whole).ok());  // accounting.settings includes reading them
  const auto without =
      desk.redeem(R"({"access_token":"A","refresh_token":"R","scope":"offline_access accounting.contacts"})");
  REQUIRE_FALSE(without.ok());
  CHECK(without.error().kind == ErrorKind::config);
  CHECK(says(without.error().message, "accounting.invoices, accounting.settings.read"));
  const auto once = desk.redeem(R"({"access_token":"A"})");
  REQUIRE_FALSE(once.ok());
  CHECK(says(once.error().message, "without offline_access"));
}

TEST_CASE("a code is not sent twice, and its refusal says that it may be too old") {
  Consenting desk;
  const auto down = desk.redeem("", 503);
  REQUIRE_FALSE(down.ok());
  CHECK(down.error().kind == ErrorKind::outside);
  CHECK(desk.xero.tokens.size() == 1);
  const auto late = desk.redeem(R"({"error":"invalid_grant"})", 400);
  REQUIRE_FALSE(late.ok());
  CHECK(says(late.error().message, "good for five minutes"));
  const auto stranger = desk.redeem(R"({"error":"invalid_client"})", 400);
  CHECK(stranger.error().kind == ErrorKind::config);
  CHECK(says(stranger.error().message, "needs client_secret"));
}

TEST_CASE("all tries of a renewal end within the lease that they are made under") {
  Consenting desk;
  const Instant began = desk.clock.now();
  Millis longest{};
  desk.xero.sign_in = [&](const wire::HttpRequest& request) -> wire::CallResult {
    longest = request.timeout;
    desk.clock.advance(request.timeout);
    return {std::nullopt, {wire::Reach::maybe_sent, fail(ErrorKind::outside, "no answer in time")}};
  };
  CHECK_FALSE(xero::renew(desk.mine, Secret("R"), desk.caller, desk.clock, {}).ok());
  CHECK(desk.xero.tokens.size() > 1);
  CHECK(desk.clock.now() - began < auth::KeptTokens::lease_life);
  CHECK(longest > Millis(0));
}

TEST_CASE("organisations are listed, practices are not") {
  Consenting desk;
  desk.xero.answers(200, R"([{"tenantId":"t1","tenantName":"Shop","tenantType":"ORGANISATION"},)"
                         R"({"tenantId":"t2","tenantName":"Books & Co","tenantType":"PRACTICE"}])");
  const auto tenants = xero::allowed_tenants(desk.mine, Secret("A"), desk.caller, {});
  REQUIRE(tenants.ok());
  REQUIRE(tenants->size() == 1);
  CHECK((*tenants)[0].name == "Shop");
  CHECK(wire::header(desk.xero.calls.back().headers, "Authorization") == "Bearer A");
}

}  // namespace crosswalk::test
