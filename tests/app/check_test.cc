// `check` finds what is wrong before anything is posted.
#include "app/desk.h"
#include "store/store.h"

using namespace crosswalk;
using namespace crosswalk::tests;

TEST_CASE("check is content with a workspace that is right") {
  Desk desk;
  desk.simulate(3);
  const Ran ran = desk.run({"check"});
  CAPTURE(ran.err);
  CHECK(ran.code == app::exit_ok);
  CHECK(ran.out.starts_with(
      "us: all is well\nus: the history is empty: no order was received since 2025-11-12"));
  CHECK(ran.err.empty());
  CHECK_FALSE(std::filesystem::exists(desk.directory() / "books.db"));
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
  switches.reports_scope = "no_access";
  desk.simulated().walmart().set_switches(switches);
  const Ran ran = desk.run({"check"});
  CHECK(ran.code == app::exit_usage);
  CHECK(has(ran.err, "crosswalk.yaml:5: error: "));
  CHECK(has(ran.err, "the scope \"orders\""));
  CHECK(has(ran.err, "the scope \"reports\""));
  CHECK_FALSE(has(ran.err, "returns"));
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
  CHECK(has(ran.err, "crosswalk.yaml:6: error: Xero refused the sign-in of pair \"us\" (invalid_scope)"));
}

TEST_CASE("check finds a wrong tenant") {
  Desk desk;
  desk.simulate(3);
  desk.configure(desk.simulated().walmart_url(), desk.simulated().xero_url(),
                 ", tenant_id: 00000000-1111-4222-8333-444444444444");
  const Ran ran = desk.run({"check"});
  CAPTURE(ran.err);
  CHECK(ran.code == app::exit_usage);
  CHECK(has(ran.err, "crosswalk.yaml:6: error: xero.tenant_id 00000000"));
}

TEST_CASE("check finds an account in a rule that the ledger does not have, with file and line") {
  Desk desk;
  desk.simulate(3);
  desk.edit("rules/account.lua", "\"200\"", "\"299\"");
  const Ran ran = desk.run({"check"});
  CHECK(ran.code == app::exit_not_so);
  CHECK(has(ran.err, "rules/account.lua:7: error: the ledger has no account 299"));
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

TEST_CASE("check spends from Xero's limits as a running engine does, once there is a store") {
  Desk desk;
  desk.simulate(1);
  REQUIRE(desk.run({"once"}).code == app::exit_ok);
  const auto store = store::open_store("sqlite:" + (desk.directory() / "books.db").string()).value();
  const BucketLimit day{"xero/demo-app/day", 2'500, Millis(86'400'000)};
  const auto left = [&] { return store->budget(day, desk.clock().now()).value().left; };
  const double before = left();
  CHECK(before < day.capacity);
  REQUIRE(desk.run({"check"}).code == app::exit_ok);
  CHECK(left() < before);
}

TEST_CASE("check names the nearest code, and accounts that take no lines") {
  Desk desk;
  desk.simulate(1);
  desk.edit("rules/account.lua", "\"215\"", "\"2155\"");
  desk.edit("rules/account.lua", "\"200\"", "\"610\"");
  const Ran ran = desk.run({"check"});
  CAPTURE(ran.err);
  CHECK(ran.code == app::exit_not_so);
  CHECK(has(ran.err, "no account 2155; correct the rule or add it to the ledger; did you mean 215?"));
  CHECK(has(ran.err, "account 610"));
  CHECK(has(ran.err, "cannot stand on a line"));
}

TEST_CASE("check finds accounts of the books that cannot take what is booked there") {
  Desk desk;
  desk.simulate(1);
  desk.edit("crosswalk.yaml", "America/New_York}", "America/New_York, clearing_account: \"090\"}");
  CHECK(has(desk.run({"check"}).out, "deposits are left to the bank feed's own rule"));
  desk.edit("crosswalk.yaml", "\"090\"}",
            "\"090\", bank_account: \"999\", carried_forward_account: \"090\", rounding_account: \"998\"}");
  const Ran ran = desk.run({"check"});
  CAPTURE(ran.err);
  CHECK(ran.code == app::exit_usage);
  CHECK(has(ran.err, "the ledger has no active account 999"));
  CHECK(has(ran.err, "the ledger has no active account 998"));
  CHECK(has(ran.err, "is of type BANK and cannot stand on a line of a document"));
}

TEST_CASE("check finds a row that is never reached; notes fail only when they are asked to") {
  Desk desk;
  desk.configure("https://walmart.test", "https://xero.test");
  desk.write("rules/old.csv", "sku,item\nA,B\n");
  Ran ran = desk.run({"check", "--offline"});
  CAPTURE(ran.err);
  CHECK(ran.code == app::exit_ok);
  CHECK(has(ran.err, "us: rules/old.csv:1: note: no rule uses this table"));
  CHECK(has(ran.out, "all is well, with 1 note"));
  CHECK(desk.run({"check", "--offline", "--strict"}).code == app::exit_not_so);

  desk.edit("rules/account.lua", "row { class = \"product\"",
            "row { use = \"215\" },\n    row { class = \"product\"");
  ran = desk.run({"--json", "check", "--offline"});
  CHECK(ran.code == app::exit_not_so);
  const Json findings = ran.json().at("findings");
  CHECK(findings.size() >= 6);
  CHECK(text_in(findings[0], "severity") == "error");
  CHECK(text_in(findings[0], "where") == "rules/account.lua:8");
  CHECK(has(text_in(findings[0], "message"), "rules/account.lua:7"));
}

TEST_CASE("check holds the rules against the stored orders, offline against the lists as last read") {
  Desk desk;
  desk.simulate(6);
  REQUIRE(desk.run({"once"}).code == app::exit_ok);
  desk.edit("rules/account.lua", "\"200\"", "\"299\"");
  desk.edit("rules/account.lua", "    row { class = \"product\"",
            "    row { sku = \"NO-SUCH\", use = \"200\" },\n    row { class = \"product\"");
  const Ran ran = desk.run({"check", "--offline"});
  CAPTURE(ran.err);
  CHECK(ran.code == app::exit_not_so);
  CHECK(has(ran.err, "rules/account.lua:8: error: the ledger has no account 299"));
  CHECK(has(ran.err, "rules/account.lua:7: note: none of the 6 records of the history met this row"));
  CHECK(has(ran.out, "6 orders received since 2025-11-12 mapped"));
  CHECK(desk.run({"--json", "check", "--offline"}).json().at("orders").at("us") == 6);
  CHECK(has(desk.run({"check", "--offline", "--since", "ages"}).err, "30d"));
}
