#include "simulator/cloudsuite_identity.h"

#include "cloudsuite_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

Json body_of(const wire::HttpReply& reply) {
  return parse_json(reply.body, "reply").value();
}

wire::Headers basic(std::string_view id, std::string_view secret) {
  return {{"Authorization", "Basic " + base64(std::string(id) + ":" + std::string(secret))}};
}

constexpr std::string_view some_list = "classes/Currency/lists/_generic?_fields=Currency";

int status_of(CloudSuiteClient& client, const std::string& token) {
  client.token = token;
  return client.reply("GET", std::string(some_list)).status;
}

}  // namespace

TEST_CASE("a service account signs in with its keys, the client in the form or by Basic") {
  CloudSuiteClient client;
  const auto by_form = client.form("token.oauth2", client.password_form());
  CHECK(by_form.status == 200);
  CHECK(wire::header(by_form.headers, "Cache-Control") == "no-store");
  CHECK(wire::header(by_form.headers, "X-STS-Trace-ID").has_value());
  const Json body = body_of(by_form);
  CHECK(text_in(body, "token_type") == "Bearer");
  CHECK(body["expires_in"] == 7200);
  CHECK_FALSE(body.contains("refresh_token"));
  const std::string keys = "grant_type=password&username=" + client.encoded("ACME_TST#simulated-access-key") +
                           "&password=simulated-secret-key";
  CHECK(client.form("token.oauth2", keys, basic("ACME_TST~simulated-client", "simulated-client-secret"))
            .status == 200);
  // An unencoded # is the same in a form, but the address is no place for secrets.
  CHECK(client.form("token.oauth2?" + client.password_form(), "").status == 401);
}

TEST_CASE("wrong credentials are told apart") {
  CloudSuiteClient client;
  const auto secret = client.form("token.oauth2", client.password_form("wrong"));
  CHECK(secret.status == 400);
  CHECK(text_in(body_of(secret), "error") == "invalid_grant");
  const auto stranger = client.form("token.oauth2", "grant_type=password", basic("ACME_TST~stranger", "x"));
  CHECK(stranger.status == 401);
  CHECK(text_in(body_of(stranger), "error") == "invalid_client");
  const auto grant = client.form("token.oauth2", "grant_type=implicit",
                                 basic("ACME_TST~simulated-client", "simulated-client-secret"));
  CHECK(text_in(body_of(grant), "error") == "unsupported_grant_type");
  const auto other = client.form("token.oauth2", "grant_type=client_credentials",
                                 basic("ACME_TST~simulated-client", "simulated-client-secret"));
  CHECK(text_in(body_of(other), "error") == "unauthorized_client");
  CHECK(client.form("token", client.password_form()).status == 404);
}

TEST_CASE("an app without a service account uses client credentials") {
  CloudSuiteClient client;
  const auto reply = client.form("token.oauth2", "grant_type=client_credentials",
                                 basic("ACME_TST~simulated-daemon", "simulated-daemon-secret"));
  REQUIRE(reply.status == 200);
  CHECK(status_of(client, text_in(body_of(reply), "access_token")) == 200);
}

TEST_CASE("scopes must be sent where the app enforces them") {
  CloudSuiteClient client;
  CloudSuiteApp app;
  app.client_id = "ACME_TST~scoped";
  app.client_secret = Secret("s");
  app.scopes = {"Infor-DataFabric", "Infor-FSM"};
  app.enforce_scopes = true;
  client.cloudsuite.add_app(app);
  const auto ask = [&](const std::string& scope) {
    return client.form("token.oauth2", "grant_type=client_credentials&scope=" + scope,
                       basic("ACME_TST~scoped", "s"));
  };
  CHECK(text_in(body_of(ask("")), "error") == "invalid_scope");
  CHECK(text_in(body_of(ask("Other")), "error") == "invalid_scope");
  CHECK(ask("Infor-DataFabric+Infor-FSM").status == 200);
}

TEST_CASE("tokens are refused when missing, strange, expired, revoked or for another tenant") {
  CloudSuiteClient client;
  const std::string good = client.token;
  CHECK(status_of(client, good) == 200);
  CHECK(status_of(client, "") == 401);
  CHECK(status_of(client, "strange") == 401);
  client.token = good;
  wire::HttpRequest other{"GET", "/OTHER_PRD/FSM/fsm/soap/" + std::string(some_list), {}, ""};
  other.headers = {{"Authorization", "Bearer " + good}, {"Accept", "application/json"}};
  CHECK(client.cloudsuite.handle(other).reply.status == 401);
  client.wait(7199);
  CHECK(status_of(client, good) == 200);
  client.wait(1);
  CHECK(status_of(client, good) == 401);
  client.sign_in();
  const std::string next = client.token;
  client.cloudsuite.revoke_tokens();
  CHECK(status_of(client, next) == 401);
}

TEST_CASE("refresh tokens renew, change, expire, and revoking one ends its whole grant") {
  CloudSuiteClient client;
  CloudSuiteApp app;
  app.client_id = "ACME_TST~renewing";
  app.client_secret = Secret("s");
  app.refresh_tokens = true;
  app.token_life = Millis{60'000};
  app.refresh_life = Millis{600'000};
  client.cloudsuite.add_app(app);
  const auto who = basic("ACME_TST~renewing", "s");
  const auto ask = [&](const std::string& form) { return client.form("token.oauth2", form, who); };
  const Json first = body_of(ask("grant_type=client_credentials"));
  CHECK(first["expires_in"] == 60);
  client.wait(60);
  const std::string spent = text_in(first, "refresh_token");
  const Json second = body_of(ask("grant_type=refresh_token&refresh_token=" + spent));
  CHECK(status_of(client, text_in(second, "access_token")) == 200);
  CHECK(text_in(body_of(ask("grant_type=refresh_token&refresh_token=" + spent)), "error") == "invalid_grant");

  const std::string live = text_in(second, "refresh_token");
  CHECK(client.form("revoke_token.oauth2", "token=" + live + "&token_type_hint=refresh_token", who).status ==
        200);
  CHECK(status_of(client, text_in(second, "access_token")) == 401);
  CHECK(ask("grant_type=refresh_token&refresh_token=" + live).status == 400);

  CloudSuiteSwitches switches;
  switches.refresh_token_changes = false;
  client.cloudsuite.set_switches(switches);
  const std::string kept = text_in(body_of(ask("grant_type=client_credentials")), "refresh_token");
  CHECK(text_in(body_of(ask("grant_type=refresh_token&refresh_token=" + kept)), "refresh_token") == kept);
  client.wait(600);
  CHECK(ask("grant_type=refresh_token&refresh_token=" + kept).status == 400);
}

TEST_CASE("tokens are counted: twenty sign-ins a minute, a hundred tokens a day and client") {
  CloudSuiteClient client;  // has one token
  for (int i = 1; i < 20; ++i) CHECK(client.form("token.oauth2", client.password_form()).status == 200);
  const auto refused = client.form("token.oauth2", client.password_form());
  CHECK(refused.status == 429);
  CHECK(client.cloudsuite.tokens_over_budget() == 1);
  client.wait(60);
  for (int i = 20; i < 100; ++i) {
    if (i % 20 == 0) client.wait(60);
    CHECK(client.form("token.oauth2", client.password_form()).status == 200);
  }
  client.wait(60);
  CHECK(client.form("token.oauth2", client.password_form()).status == 429);
  CHECK(client.cloudsuite.tokens_issued() == 100);
  client.wait(86'400);
  CHECK(client.form("token.oauth2", client.password_form()).status == 200);
  CHECK(client.cloudsuite.live_tokens() == 1);
}

TEST_CASE("the ionapi file names what signs in") {
  const Json file = parse_json(CloudSuiteService::ionapi("http://127.0.0.1:8484"), "file").value();
  CHECK(text_in(file, "ti") == "ACME_TST");
  CHECK(text_in(file, "iu") == "http://127.0.0.1:8484");
  CHECK(text_in(file, "pu") + text_in(file, "ot") == "http://127.0.0.1:8484/ACME_TST/as/token.oauth2");
  CHECK(text_in(file, "saak") == "ACME_TST#simulated-access-key");
  const Json other = parse_json(CloudSuiteService::ionapi("http://x.test", false), "file").value();
  CHECK_FALSE(other.contains("saak"));
}
