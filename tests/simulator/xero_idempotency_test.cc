#include <doctest/doctest.h>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

TEST_CASE("the same keyed request within six minutes is answered again, not done again") {
  XeroClient client;
  const std::string numberless = invoice("", line("5"), "\"Reference\":\"po 1\",");
  const auto first = client.reply("PUT", "Invoices", numberless, "k1");
  client.clock.advance(Millis{359'000});
  const auto second = client.reply("PUT", "Invoices", numberless, "k1");
  CHECK(first.body == second.body);
  CHECK(client.xero.invoices().size() == 1);
  client.clock.advance(Millis{1'000});
  client.reply("PUT", "Invoices", numberless, "k1");
  CHECK(client.xero.invoices().size() == 2);
  CHECK(client.xero.invoices_created() == std::map<std::string, int>{{"(no number) po 1", 2}});
  CHECK(client.xero.replays() == 1);
}

TEST_CASE("another body, URL or method under the key is refused") {
  XeroClient client;
  const std::string body = invoice("K-1", line("5"));
  CHECK(client.reply("PUT", "Invoices?unitdp=4", body, "k").status == 200);
  for (const auto& [method, path, other] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {"PUT", "Invoices?unitdp=4", body + " "},
           {"PUT", "Invoices", body},
           {"POST", "Invoices?unitdp=4", body}}) {
    const auto reply = client.reply(method, path, other, "k");
    CHECK(reply.status == 400);
    CHECK(parse_json(reply.body, "reply").value()["Message"] ==
          "Idempotency Key: k is used with a different request.");
  }
  XeroSwitches switches;
  switches.mismatch_in_elements = true;
  client.xero.set_switches(switches);
  CHECK(messages(client.json("PUT", "Invoices", body, "k")["Elements"][0]) ==
        "Idempotency Key: k is used with a different request.");
  // The first answer is still there.
  CHECK(client.reply("PUT", "Invoices?unitdp=4", body, "k").status == 200);
  CHECK(client.xero.invoices().size() == 1);
}

TEST_CASE("refusals and failures are kept as well; reads have no key") {
  XeroClient client;
  const std::string body = invoice("K-1", line("5", ",\"ItemCode\":\"NEW-1\""));
  CHECK(client.reply("PUT", "Invoices", body, "k").status == 400);
  CHECK(client.reply("PUT", "Invoices", body, "k").status == 400);
  CHECK(client.xero.replays() == 1);
  client.reply("GET", "Organisation", "", "g");
  client.reply("GET", "Organisation", "", "g");
  CHECK(client.xero.replays() == 1);

  client.xero.faults().add("PUT /api.xro/2.0/Invoices",
                           {Fault::When::after_commit, Delivery::whole, {500, {}, "{}"}, 1});
  const std::string good = invoice("K-2", line("5"));
  CHECK(client.reply("PUT", "Invoices", good, "k2").status == 500);
  CHECK(client.reply("PUT", "Invoices", good, "k2").status == 500);  // although the invoice stands there
  CHECK(client.xero.invoices_created().at("K-2") == 1);

  client.xero.faults().add("PUT /api.xro/2.0/Invoices",
                           {Fault::When::before_commit, Delivery::whole, {502, {}, ""}, 1});
  const std::string third = invoice("K-3", line("5"));
  CHECK(client.reply("PUT", "Invoices", third, "k3").status == 502);
  CHECK(client.reply("PUT", "Invoices", third, "k3").status == 200);  // a gateway's failure is not kept
}

TEST_CASE("keys belong to the app: two tenants with one key and one body collide") {
  XeroClient client;
  client.xero.add_organisation(xero_sim::example_home_goods("bbbbbbbb-0000-0000-0000-000000000001", {}));
  XeroApp app;
  app.client_id = "both";
  app.secret = Secret("s");
  app.scopes = {"accounting.invoices"};
  app.tenants = {std::string(XeroService::tenant_id), "bbbbbbbb-0000-0000-0000-000000000001"};
  app.custom_connection = true;
  client.xero.add_app(std::move(app));
  const auto answer =
      client.token_answer("grant_type=client_credentials&scope=accounting.invoices", "both", "s");
  client.token = text_in(parse_json(answer.reply.body, "token").value(), "access_token");
  const std::string body = invoice("K-1", line("5"));
  CHECK(client.reply("PUT", "Invoices", body, "k").status == 200);
  client.tenant = "bbbbbbbb-0000-0000-0000-000000000001";
  CHECK(client.reply("PUT", "Invoices", body, "k").status == 200);
  CHECK(client.xero.invoices(client.tenant).empty());
  client.tenant.clear();  // two organisations: the header is needed
  CHECK(client.reply("PUT", "Invoices", body, "k").status == 403);
}

TEST_CASE("a key is at most 128 characters; without its store nothing keyed is done") {
  XeroClient client;
  const std::string body = invoice("K-1", line("5"));
  CHECK(client.reply("PUT", "Invoices", body, std::string(129, 'k')).status == 400);
  CHECK(client.xero.invoices().empty());
  XeroSwitches switches;
  switches.key_store_down = true;
  client.xero.set_switches(switches);
  CHECK(client.reply("PUT", "Invoices", body, "k").status == 500);
  CHECK(client.xero.invoices().empty());
  client.xero.set_switches({});
  CHECK(client.reply("PUT", "Invoices", body, std::string(128, 'k')).status == 200);
}
