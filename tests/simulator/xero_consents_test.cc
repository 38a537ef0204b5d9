#include <doctest/doctest.h>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

constexpr const char* redirect = "http%3A%2F%2Flocalhost%3A8483%2Fcallback";
constexpr const char* verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr const char* challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
constexpr Millis minute{60'000};

// An app that people allow: "pkce" without a secret, "web" with one.
struct Person : XeroClient {
  Person() {
    XeroApp app;
    app.client_id = "pkce";
    app.scopes = {"accounting.invoices", "accounting.settings.read"};
    app.custom_connection = false;
    app.redirect_uris = {"http://localhost:8483/callback"};
    app.person_has = {std::string(XeroService::tenant_id)};
    xero.add_app(app);
    app.client_id = "web";
    app.secret = Secret("s");
    xero.add_app(std::move(app));
  }
  std::string authorise(const std::string& client,
                        const std::string& scope = "offline_access%20accounting.invoices",
                        const std::string& more = std::string("&code_challenge_method=S256&code_challenge=") +
                                                  challenge) {
    const auto reply =
        xero.handle({"GET",
                     "/identity/connect/authorize?response_type=code&state=st&client_id=" + client +
                         "&redirect_uri=" + redirect + "&scope=" + scope + more,
                     {},
                     ""})
            .reply;
    return reply.status == 302 ? std::string(wire::header(reply.headers, "Location").value_or(""))
                               : std::to_string(reply.status);
  }
  std::string code() {
    const std::string location = authorise("pkce");
    const auto at = location.find("code=") + 5;
    return location.substr(at, location.find('&') - at);
  }
  Json ask(const std::string& form) {
    wire::HttpRequest request{"POST", "/connect/token", {}, form};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    return parse_json(xero.handle(request).reply.body, "token").value();
  }
  Json redeem(const std::string& with, const std::string& proof = verifier) {
    return ask("grant_type=authorization_code&client_id=pkce&code=" + with + "&redirect_uri=" + redirect +
               "&code_verifier=" + proof);
  }
  Json renew(const std::string& refresh) {
    return ask("grant_type=refresh_token&client_id=pkce&refresh_token=" + refresh);
  }
};

}  // namespace

TEST_CASE("a code goes to the app's own address only, with the state, and brings a pair") {
  Person person;
  CHECK(person.authorise("nobody") == "400");
  CHECK(person.authorise("pkce", "accounting.nonsense").find("error=invalid_scope&state=st") !=
        std::string::npos);
  CHECK(person.authorise("pkce", "accounting.transactions").find("error=invalid_scope") != std::string::npos);
  CHECK(person.authorise("pkce", "accounting.invoices", "").find("error=invalid_request") !=
        std::string::npos);
  XeroSwitches switches;
  switches.person_declines = true;
  person.xero.set_switches(switches);
  CHECK(person.authorise("pkce").find("error=access_denied&state=st") != std::string::npos);
  person.xero.set_switches({});
  const std::string location = person.authorise("pkce");
  CHECK(location.starts_with("http://localhost:8483/callback?code="));
  CHECK(location.ends_with("&state=st"));
  const Json pair = person.redeem(person.code());
  CHECK(pair["scope"] == "accounting.invoices offline_access");
  person.token = pair["access_token"];
  CHECK(person.reply("GET", "Invoices").status == 200);
  person.tenant.clear();
  CHECK(person.reply("GET", "Invoices").status == 403);  // no custom connection: the tenant must be named
}

TEST_CASE("a code is good once, for five minutes, with its verifier") {
  Person person;
  const std::string code = person.code();
  CHECK(person.redeem(code).contains("access_token"));
  CHECK(person.redeem(code)["error"] == "invalid_grant");
  CHECK(person.redeem(person.code(), std::string(43, 'x'))["error"] == "invalid_grant");
  CHECK(person.redeem(person.code(), "")["error"] == "invalid_grant");
  const std::string late = person.code();
  person.clock.advance(5 * minute);
  CHECK(person.redeem(late)["error"] == "invalid_grant");
  // A web app's secret is needed, also where it uses PKCE.
  CHECK(person.ask("grant_type=refresh_token&client_id=web&refresh_token=x")["error"] == "invalid_client");
}

TEST_CASE("without offline_access there is no refresh token") {
  Person person;
  const std::string location = person.authorise("pkce", "accounting.invoices");
  const auto at = location.find("code=") + 5;
  CHECK_FALSE(person.redeem(location.substr(at, location.find('&') - at)).contains("refresh_token"));
}

TEST_CASE("a refresh token changes at every use; the old one is taken for half an hour") {
  for (const bool repeats : {false, true}) {
    CAPTURE(repeats);
    Person person;
    XeroSwitches switches;
    switches.grace_repeats_pair = repeats;
    person.xero.set_switches(switches);
    const std::string first = person.redeem(person.code())["refresh_token"];
    const std::string second = person.renew(first)["refresh_token"];
    CHECK(second != first);
    person.clock.advance(29 * minute);
    const std::string again = person.renew(first)["refresh_token"];
    CHECK((again == second) == repeats);
    CHECK(person.renew(second).contains("refresh_token"));  // what the lost answer brought is in its grace
    CHECK(person.xero.late_token_reuses() == 0);
  }
}

TEST_CASE("an old refresh token after its grace is refused, and ends the consent where Xero detects reuse") {
  for (const bool revokes : {false, true}) {
    CAPTURE(revokes);
    Person person;
    XeroSwitches switches;
    switches.late_reuse_revokes = revokes;
    person.xero.set_switches(switches);
    const std::string first = person.redeem(person.code())["refresh_token"];
    const std::string second = person.renew(first)["refresh_token"];
    person.clock.advance(30 * minute);
    CHECK(person.renew(first)["error"] == "invalid_grant");
    CHECK(person.renew(second).contains("refresh_token") == !revokes);
    CHECK(person.xero.late_token_reuses() == 1);
  }
}

TEST_CASE("sixty days without use end a refresh token") {
  Person person;
  const Millis day{24 * 3'600'000};
  std::string refresh = person.redeem(person.code())["refresh_token"];
  person.clock.advance(60 * day - minute);
  refresh = person.renew(refresh)["refresh_token"];
  person.clock.advance(60 * day);
  CHECK(person.renew(refresh)["error"] == "invalid_grant");
}

TEST_CASE("revocation ends the person's tokens and connections") {
  Person person;
  const Json pair = person.redeem(person.code());
  person.token = pair["access_token"];
  const std::string refresh = pair["refresh_token"];
  wire::HttpRequest request{"POST", "/connect/revocation", {}, "client_id=pkce&token=" + refresh};
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  CHECK(person.xero.handle(request).reply.status == 200);
  CHECK(person.reply("GET", "Invoices").status == 401);
  CHECK(person.renew(refresh)["error"] == "invalid_grant");
  CHECK(person.xero.handle(request).reply.status == 200);
}
