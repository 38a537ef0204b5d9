// `check` finds what is wrong before anything is posted.
#include "app/desk.h"

using namespace crosswalk;
using namespace crosswalk::tests;

TEST_CASE("check is content with a workspace that is right") {
  Desk desk;
  desk.simulate(3);
  const Ran ran = desk.run({"check"});
  CAPTURE(ran.err);
  CHECK(ran.code == app::exit_ok);
  CHECK(ran.out == "us: all is well\n");
  CHECK(desk.simulated().xero().invoices().empty());
}

TEST_CASE("check finds a wrong secret of either system") {
  Desk desk;
  desk.simulate(3);
  SUBCASE("Walmart's") {
    desk.write("secrets/walmart", "wrong-secret-of-ours");
  }
  SUBCASE("Xero's") {
    desk.write("secrets/xero", "wrong-secret-of-ours");
  }
  const Ran ran = desk.run({"check"});
  CAPTURE(ran.err);
  CHECK(ran.code != app::exit_ok);
  CHECK(has(ran.err, "secret"));
  CHECK_FALSE(has(ran.err, "wrong-secret-of-ours"));
}

TEST_CASE("check finds a missing secret, with the line that names it") {
  Desk desk;
  desk.simulate(3);
  std::filesystem::remove(desk.directory() / "secrets/xero");
  const Ran ran = desk.run({"check"});
  CHECK(ran.code == app::exit_usage);
  CHECK(has(ran.err, "crosswalk.yaml:6"));
  CHECK(has(ran.err, "secrets/xero"));
}

TEST_CASE("check finds a missing scope at Walmart") {
  Desk desk;
  desk.simulate(3);
  auto switches = desk.simulated().walmart().switches();
  switches.orders_scope = "no_access";
  desk.simulated().walmart().set_switches(switches);
  const Ran ran = desk.run({"check"});
  CHECK(ran.code == app::exit_usage);
  CHECK(has(ran.err, "orders"));
}

TEST_CASE("check finds a missing scope at Xero") {
  Desk desk;
  desk.simulate(3);
  simulator::XeroApp poor;
  poor.client_id = "demo-app";
  poor.secret = Secret("demo-xero-secret");
  poor.scopes = {"accounting.contacts"};
  poor.tenants = {std::string(simulator::XeroService::tenant_id)};
  desk.simulated().xero().add_app(poor);
  const Ran ran = desk.run({"check"});
  CAPTURE(ran.err);
  CHECK(ran.code == app::exit_usage);
  CHECK(has(ran.err, "scope"));
}

TEST_CASE("check finds a wrong tenant") {
  Desk desk;
  desk.simulate(3);
  desk.configure(desk.simulated().walmart_url(), desk.simulated().xero_url(),
                 ", tenant_id: 00000000-1111-4222-8333-444444444444");
  const Ran ran = desk.run({"check"});
  CAPTURE(ran.err);
  CHECK(ran.code == app::exit_usage);
  CHECK(has(ran.err, "tenant"));
}

TEST_CASE("check finds an account in a rule that the ledger does not have, with file and line") {
  Desk desk;
  desk.simulate(3);
  desk.edit("rules/account.lua", "\"200\"", "\"299\"");
  const Ran ran = desk.run({"check"});
  CHECK(ran.code == app::exit_usage);
  CHECK(has(ran.err, "rules/account.lua:"));
  CHECK(has(ran.err, "account 299"));
  const Json findings = desk.run({"--json", "check"}).json().at("findings");
  REQUIRE(findings.size() == 1);
  CHECK(text_in(findings[0], "where").starts_with("rules/account.lua:"));
}

TEST_CASE("check finds a mistyped field in a rule, offline too") {
  Desk desk;
  desk.configure("https://walmart.test", "https://xero.test");
  desk.edit("rules/account.lua", "class = \"", "clazz = \"");
  const Ran ran = desk.run({"check", "--offline"});
  CHECK(ran.code == app::exit_usage);
  CHECK(has(ran.err, "rules/account.lua:"));
  CHECK(has(ran.err, "clazz"));
}

TEST_CASE("check tells an outside failure from a mistake") {
  Desk desk;
  desk.simulate(3);
  desk.configure(desk.simulated().walmart_url(), "http://127.0.0.1:1");
  CHECK(desk.run({"check"}).code == app::exit_outside);
}
