#include <doctest/doctest.h>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

std::string header_of(const wire::HttpReply& reply, std::string_view name) {
  return std::string(wire::header(reply.headers, name).value_or(""));
}

}  // namespace

TEST_CASE("a token is for client_credentials, lasts 1800 seconds, and comes without a refresh token") {
  XeroClient client;
  const auto answer =
      client.token_answer("grant_type=client_credentials&scope=accounting.contacts%20accounting.invoices");
  const Json json = parse_json(answer.reply.body, "token").value();
  CHECK(json["expires_in"] == 1800);
  CHECK(json["token_type"] == "Bearer");
  CHECK(json["scope"] == "accounting.contacts accounting.invoices");
  CHECK_FALSE(json.contains("refresh_token"));
  const std::string token = json["access_token"];
  CHECK(std::count(token.begin(), token.end(), '.') == 2);
}

TEST_CASE("what the token endpoint refuses") {
  XeroClient client;
  const std::string id(XeroService::client_id);
  const std::string secret(XeroService::client_secret);
  struct Row {
    const char* body;
    std::string id, secret;
    const char* error;
  };
  for (const Row& row : std::vector<Row>{
           {"grant_type=client_credentials&scope=accounting.contacts", id, "wrong", "invalid_client"},
           {"grant_type=client_credentials&scope=accounting.contacts", "nobody", secret, "invalid_client"},
           {"grant_type=client_credentials&scope=accounting.nonsense", id, secret, "invalid_scope"},
           {"grant_type=client_credentials&scopes=accounting.contacts", id, secret, "invalid_scope"},
           {"grant_type=client_credentials&scope=accounting.transactions", id, secret, "invalid_scope"},
           {"grant_type=password&scope=accounting.contacts", id, secret, "unsupported_grant_type"},
           {"scope=accounting.contacts", id, secret, "invalid_request"}}) {
    CAPTURE(row.body);
    const auto reply = client.token_answer(row.body, row.id, row.secret).reply;
    CHECK(reply.status == 400);
    CHECK(parse_json(reply.body, "token").value()["error"] == row.error);
  }
  wire::HttpRequest json{"POST", "/connect/token", {{"Content-Type", "application/json"}}, "{}"};
  CHECK(client.xero.handle(json).reply.status == 400);
}

TEST_CASE("an app from before 2026 may still ask for broad scopes") {
  XeroClient client;
  XeroApp app;
  app.client_id = "old";
  app.secret = Secret("s");
  app.scopes = {"accounting.transactions"};
  app.tenants = {std::string(XeroService::tenant_id)};
  app.granular_only = false;
  client.xero.add_app(std::move(app));
  const auto answer =
      client.token_answer("grant_type=client_credentials&scope=accounting.transactions", "old", "s");
  REQUIRE(answer.reply.status == 200);
  client.token = text_in(parse_json(answer.reply.body, "token").value(), "access_token");
  CHECK(client.reply("GET", "Invoices").status == 200);
  CHECK(client.reply("GET", "Contacts").status == 401);
}

TEST_CASE("401: missing, unknown, expired on the clock, revoked") {
  XeroClient client;
  CHECK(client.reply("GET", "Organisation").status == 200);
  const std::string good = client.token;
  client.token = "nonsense";
  CHECK(client.json("GET", "Organisation")["Detail"] == "AuthenticationUnsuccessful");
  CHECK(client.xero.handle({"GET", "/api.xro/2.0/Organisation", {}, ""}).reply.status == 401);
  client.token = good;
  client.clock.advance(Millis{1'799'000});
  CHECK(client.reply("GET", "Organisation").status == 200);
  client.clock.advance(Millis{1'000});
  const Json expired = client.json("GET", "Organisation");
  CHECK(expired["Detail"] == "TokenExpired: token expired at 11/20/2026 15:30:00");
  CHECK(expired["Status"] == 401);
  client.sign_in();
  CHECK(client.reply("GET", "Organisation").status == 200);
  client.xero.revoke_tokens();
  CHECK(client.json("GET", "Organisation")["Detail"] == "AuthenticationUnsuccessful");
}

TEST_CASE("scopes by endpoint") {
  XeroClient client;
  struct Row {
    const char* scopes;
    const char* method;
    const char* path;
    bool allowed;
  };
  for (const Row& row :
       std::vector<Row>{{"accounting.invoices.read", "GET", "Invoices", true},
                        {"accounting.invoices.read", "PUT", "Invoices", false},
                        {"accounting.invoices", "PUT", "Invoices", true},
                        {"accounting.invoices", "GET", "Contacts", false},
                        {"accounting.contacts", "PUT", "Contacts", true},
                        {"accounting.contacts.read", "PUT", "Contacts", false},
                        {"accounting.settings.read", "GET", "Accounts", true},
                        {"accounting.settings.read", "GET", "TaxRates", true},
                        {"accounting.settings.read", "GET", "Organisation", true},
                        {"accounting.invoices", "GET", "Items", false},
                        {"accounting.invoices accounting.settings.read", "PUT", "Items", false},
                        {"accounting.settings", "PUT", "Items", true},
                        {"accounting.invoices", "PUT", "Payments", false}}) {
    CAPTURE(row.path);
    CAPTURE(row.scopes);
    client.sign_in(row.scopes);
    const auto reply = client.reply(row.method, row.path, "{}");
    CHECK((reply.status == 401) == !row.allowed);
    CHECK((header_of(reply, "WWW-Authenticate") == "Bearer error=\"insufficient_scope\"") == !row.allowed);
  }
  XeroSwitches switches;
  switches.missing_scope_status = 403;
  switches.missing_scope_word = "insufficent_scope";
  client.xero.set_switches(switches);
  client.sign_in("accounting.contacts");
  const auto reply = client.reply("GET", "Invoices");
  CHECK(reply.status == 403);
  CHECK(header_of(reply, "WWW-Authenticate") == "Bearer error=\"insufficent_scope\"");
}

TEST_CASE("tenants: a custom connection needs no header, a foreign one is 403 in lower case") {
  XeroClient client;
  client.tenant.clear();
  CHECK(client.reply("GET", "Organisation").status == 200);
  client.tenant = "11111111-2222-3333-4444-555555555555";
  const Json json = client.json("GET", "Organisation");
  CHECK(json["title"] == "Forbidden");
  CHECK(json["status"] == 403);
  CHECK(json["detail"] == "AuthenticationUnsuccessful");
}

TEST_CASE("connections: listed, filtered, and ended") {
  XeroClient client;
  const auto list = [&](std::string query = {}) {
    return parse_json(client.send("GET", "/connections" + query).reply.body, "connections").value();
  };
  const Json all = list();
  REQUIRE(all.size() == 1);
  CHECK(all[0]["tenantId"] == std::string(XeroService::tenant_id));
  CHECK(all[0]["tenantName"] == "Example Home Goods LLC");
  CHECK(all[0]["tenantType"] == "ORGANISATION");
  CHECK(all[0]["createdDateUtc"] == "2026-11-20T15:00:00.0000000");
  CHECK(list("?authEventId=" + all[0]["authEventId"].get<std::string>()).size() == 1);
  CHECK(list("?authEventId=11111111-2222-3333-4444-555555555555").empty());
  CHECK(client.send("DELETE", "/connections/" + std::string(XeroService::tenant_id)).reply.status == 404);
  CHECK(client.send("DELETE", "/connections/" + all[0]["id"].get<std::string>()).reply.status == 204);
  CHECK(list().empty());
  CHECK(client.reply("GET", "Organisation").status == 403);
}

TEST_CASE("no Accept: application/json, no JSON; no such resource, no body") {
  XeroClient client;
  const wire::HttpRequest request{
      "GET", "/api.xro/2.0/Organisation", {{"Authorization", "Bearer " + client.token}}, ""};
  const auto xml = client.xero.handle(request).reply;
  CHECK(xml.status == 200);
  CHECK(header_of(xml, "Content-Type").starts_with("text/xml"));
  CHECK(xml.body.starts_with("<Response"));
  for (const char* path : {"Nonsense", "Invoices/NO-SUCH", "Contacts/NO-SUCH", "Accounts/NO-SUCH"}) {
    const auto reply = client.reply("GET", path);
    CHECK(reply.status == 404);
    CHECK(reply.body.empty());
    CHECK(header_of(reply, "Content-Type").starts_with("text/html"));
  }
  const Json refused = client.json("DELETE", "Invoices/1");
  CHECK(refused["ErrorNumber"] == 20);
  CHECK(refused["Type"] == "ApiMethodNotImplementedException");
}
