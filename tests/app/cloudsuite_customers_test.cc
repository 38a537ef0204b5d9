// CloudSuite's customers as a person meets them: checked, looked into by the contact rule, made when they are
// missing, told by explain and status, and nobody to book for once they are closed.
#include "cloudsuite_desk.h"

namespace crosswalk::tests {
namespace {

constexpr const char* where =
    "customers: {company: \"1000\", fields: {email: EmailAddress}, create: true,\n"
    "        import_class: CompanyCustomerImport,\n"
    "        interface: InterfaceCustomers_InterfaceCustomersForm_FormOperation}\n";

// Sales to California are a customer's of their own, whom the ledger does not have yet.
void let_rules_look(const CloudDesk& desk) {
  desk.edit("crosswalk.yaml",
            "      customer_codes:", std::string("      ") + where + "      customer_codes:");
  desk.write(
      "rules/contact.lua",
      "return { api = 1, contact = function(record)\n"
      "  if record.ship_to.state == \"CA\" then return customers:by_name(\"West Coast\") or \"WEST\" end\n"
      "  return customers:by_code(\"WALMART\") or \"WALMART\"\n"
      "end }\n");
  desk.write("rules/contact_test.lua",
             "it(\"knows the coast\", function()\n"
             "  given_customers { { code = \"W1\", name = \"West Coast\" }, { code = \"WALMART\" } }\n"
             "  assert.equal(\"W1\", map(order { ship_to = { state = \"CA\" } }).contact)\n"
             "  assert.equal(\"WALMART\", map(order { ship_to = { state = \"TX\" } }).contact)\n"
             "end)\n");
}

}  // namespace

TEST_CASE(
    "a contact rule looks customers up, the missing one is made once, and explain says from which list") {
  CloudDesk desk;
  let_rules_look(desk);
  auto switches = desk.cloudsuite().switches();
  switches.customers_become_dimension = 3;
  desk.cloudsuite().set_switches(switches);
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  CHECK(desk.run({"test"}).code == 0);
  Ran ran = desk.run({"check"});
  CHECK_MESSAGE(ran.code == 0, ran.err);
  const std::string file = checkout("/samples/walmart-to-cloudsuite/orders.ndjson");
  REQUIRE(desk.run({"import", file}).code == 0);
  ran = desk.run({"once"});
  CHECK_MESSAGE(ran.code == 1,
                (ran.out + ran.err));  // the file holds an order that is dead, and one that is held

  int made = 0;
  for (const auto& row : desk.cloudsuite().rows("CompanyCustomer"))
    if (row.at("Customer") == "WEST") ++made;
  CHECK(made == 1);
  CHECK(desk.cloudsuite().rows("CompanyCustomerImport").empty());
  std::map<std::string, int> booked;
  std::string west;
  for (const auto& row : desk.cloudsuite().ledger()) {
    ++booked[row.at("FinanceDimension3")];
    if (row.at("FinanceDimension3") == "WEST") west = row.at("DocumentNumber");
  }
  CHECK(booked["WEST"] > 0);
  CHECK(booked["WALMART"] > 0);
  CHECK(booked.size() == 2);

  REQUIRE_FALSE(west.empty());
  const std::string snapshot = desk.run({"status", "--json"}).json()["us"]["customers"]["snapshot"];
  CHECK(snapshot.size() == 12);
  CHECK(has(desk.run({"explain", west}).out,
            "contact \"WEST\", chosen among the ledger's customers of snapshot " + snapshot));
  CHECK(has(desk.run({"status"}).out, "customers              2 as of 2026-02-10"));
  // Commands without a network show rules the same list.
  CHECK(has(desk.run({"map", file}).out, "\"customers\":\"" + snapshot + "\""));
  ran = desk.run({"preview", "--since", "2026-01-01", "--json"});
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(ran.json()["turns"].empty());

  // A newer list alone changes nothing of what is booked.
  const auto rows = desk.cloudsuite().ledger().size();
  desk.clock().advance(Millis(7 * 3'600'000));
  CHECK(desk.run({"once"}).code == 1);
  CHECK(desk.run({"status", "--json"}).json()["us"]["customers"]["snapshot"] != snapshot);
  CHECK(desk.cloudsuite().ledger().size() == rows);
  CHECK(has(desk.run({"explain", west}).out, "of snapshot " + snapshot));
}

TEST_CASE("nothing is booked for a customer that is closed, and it is booked when he is open again") {
  CloudDesk desk(4);
  let_rules_look(desk);
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  const auto set = [&](const char* active) {
    REQUIRE(desk.cloudsuite()
                .change_row("CompanyCustomer",
                            {{"FinanceEnterpriseGroup", "1"}, {"Company", "1000"}, {"Customer", "WALMART"}},
                            {{"Active", active}})
                .ok());
  };
  CHECK(desk.run({"check"}).code == 0);
  set("false");
  desk.write("rules/contact.lua", "return { api = 1, contact = decide { row { use = \"WALMART\" } } }\n");
  const Ran closed = desk.run({"check"});
  CHECK_MESSAGE(has(closed.out + closed.err, "customer WALMART is not active in the ledger"),
                (closed.out + closed.err));
  desk.edit("rules/contact_test.lua", "\"W1\", map", "\"WALMART\", map");
  CHECK(desk.run({"once"}).code == 1);
  const std::string held = desk.run({"review"}).out;
  CHECK(has(held, "customer WALMART is not active in the ledger"));
  CHECK(has(held, "then replay the record [rules/contact.lua:1]"));
  CHECK(desk.cloudsuite().ledger().empty());
  set("true");
  desk.clock().advance(Millis(120'000));
  REQUIRE(desk.run({"replay", "--held", "--yes"}).code == 0);
  const Ran ran = desk.run({"once"});
  CHECK_MESSAGE(ran.code == 0, (ran.out + ran.err));
  CHECK(desk.sales() == desk.simulated().walmart().totals().charges.shipped.amount);
}

TEST_CASE(
    "a customer who is no code of the dimension holds his records, with the rule's place, until he is") {
  CloudDesk desk(4);
  desk.write("rules/contact.lua", "return { api = 1, contact = decide {\n  row { use = \"HARBOR\" } } }\n");
  std::filesystem::remove(desk.directory() / "rules" / "contact_test.lua");
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  const Ran checked = desk.run({"check"});
  CHECK(checked.code == app::exit_not_so);
  CHECK_MESSAGE(has(checked.out + checked.err, "rules/contact.lua:2"), (checked.out + checked.err));
  CHECK(has(checked.out + checked.err, "no active code HARBOR in the dimension that says the customer"));
  CHECK(desk.run({"once"}).code == 1);
  CHECK(has(desk.run({"review"}).out, "no active code HARBOR in the dimension that says the customer"));
  CHECK(has(desk.run({"review"}).out, "[rules/contact.lua:2]"));
  CHECK(desk.cloudsuite().run_groups_interfaced().empty());
  desk.cloudsuite().put_row(
      "FinanceDimension3",
      {{"FinanceEnterpriseGroup", "1"}, {"FinanceDimension3", "HARBOR"}, {"Active", "true"}});
  desk.clock().advance(Millis(120'000));
  CHECK(desk.run({"check"}).code == 0);
  REQUIRE(desk.run({"replay", "--held", "--yes"}).code == 0);
  const Ran ran = desk.run({"once"});
  CHECK_MESSAGE(ran.code == 0, (ran.out + ran.err));
  CHECK(desk.sales() == desk.simulated().walmart().totals().charges.shipped.amount);
}

TEST_CASE("preview says where rules would name a customer who is no code of the dimension") {
  CloudDesk desk(4);
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  REQUIRE(desk.run({"once"}).code == 0);
  desk.write("rules/contact.lua", "return { api = 1, contact = decide {\n  row { use = \"HARBOR\" } } }\n");
  std::filesystem::remove(desk.directory() / "rules" / "contact_test.lua");
  const Ran previewed = desk.run({"preview"});
  const std::string& out = previewed.out;
  CHECK_MESSAGE(has(out, "the ledger has no active code HARBOR in the dimension"), out);
  CHECK(has(out, "rules/contact.lua:2"));
  CHECK(has(out, "Newly held: 4 orders"));
}

}  // namespace crosswalk::tests
