// The ledger's customers as rules look into them: who is found, who is not guessed, and what the answer says
// it was made from.
#include <doctest/doctest.h>

#include "rules/testing/test_runner.h"
#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

std::shared_ptr<const Customers> some() {
  return std::make_shared<const Customers>(Customers::of({{"C1", "Acme", "ap@acme.test", "77"},
                                                          {"C2", "Twice"},
                                                          {"C3", "twice"},
                                                          {"C4", "Closed", "", "", false}})
                                               .value());
}

std::string contact_function(const std::string& body) {
  return "return { api = 1, contact = function(record)\n" + body + "\nend }\n";
}

// The contact, or why the record is held, with its place.
std::string asked(const std::string& body, const std::shared_ptr<const Customers>& customers = some()) {
  const RulesDesk desk({{"contact.lua", contact_function(body)}});
  const auto mapper = desk.mapper();
  mapper->use_customers(customers);
  Fixture fixture;
  one_line(fixture);
  const Mapping& mapping = mapper->map(fixture.facts(), fixture.lines());
  return mapping.verdict == Verdict::book ? mapping.contact.value + " (" + mapping.contact.origin.text() + ")"
                                          : mapping.reason + " (" + mapping.origin.text() + ")";
}

TEST_CASE("a contact rule finds a customer, and the answer is its code") {
  CHECK(asked("return customers:by_name('ACME')") == "C1 (rules/contact.lua:1)");
  CHECK(asked("return customers:by_email('AP@acme.test')").starts_with("C1 "));
  CHECK(asked("return customers:by_external_id('77').name").starts_with("Acme "));
  CHECK(asked("return customers:by_code('C4').active and 'open' or 'closed'").starts_with("closed "));
  CHECK(asked("return tostring(customers:by_code('c1')) .. tostring(customers:by_name(nil)) .. "
              "tostring(customers:by_code('C2').email)")
            .starts_with("nilnilnil "));
}

TEST_CASE("nobody is guessed, and nothing is asked at the wrong place") {
  CHECK(asked("return customers:by_name('TWICE')") ==
        "the rule failed: the ledger has 2 customers with that name, C2 and C3 among them; ask by_code for "
        "the one that is "
        "meant (rules/contact.lua:2)");
  CHECK(asked("return customers:by_name('Acme')", nullptr)
            .starts_with("the rule failed: the ledger's customers are not known: name where they are read"));
  CHECK(asked("return customers:by_code('C1').mail")
            .starts_with("the rule failed: a customer has no mail; did you mean email?"));
  CHECK(asked("customers:by_code('C1').name = 'x'")
            .starts_with("the rule failed: the ledger's customers cannot be changed"));
  CHECK(asked("return customers.by_code('C1')").starts_with("the rule failed: write a colon"));
  CHECK(
      asked("return customers:by_code(7)").starts_with("the rule failed: customers are looked up by a text"));
  CHECK(RulesDesk({{"contact.lua", "local c = customers:by_code('C1')\n" + contact_function("return 'x'")}})
            .flaw()
            .find("customers are asked in contact.lua, reference.lua and hold.lua") != std::string::npos);
  const RulesDesk desk({{"account.lua", account_function("return customers:by_code('C1').code")}});
  const auto mapper = desk.mapper();
  mapper->use_customers(some());
  Fixture fixture;
  one_line(fixture);
  CHECK(mapper->map(fixture.facts(), fixture.lines())
            .reason.starts_with("the rule failed: customers are asked in"));
}

TEST_CASE("an answer says which snapshot it was made from, and only when one was looked into") {
  const RulesDesk desk({{"contact.lua", contact_function("if record.id == 'B2B' then return "
                                                         "customers:by_name('Acme') or 'New' end\n"
                                                         "return 'Market'")}});
  const auto mapper = desk.mapper();
  const auto customers = some();
  mapper->use_customers(customers);
  const auto answer = [&](const char* id) {
    Fixture fixture;
    CHECK(fixture.set_record("id", text(id)).empty());
    fixture.finish();
    const Mapping& mapping = mapper->map(fixture.facts(), fixture.lines());
    return mapping.contact.value + " " + mapping.customers;
  };
  CHECK(answer("B2B") == "C1 " + customers->hash());
  CHECK(answer("1088") == "Market ");
  // Another snapshot, another answer; the rule set is the same.
  const auto fewer = std::make_shared<const Customers>(Customers::of({{"C2", "Twice"}}).value());
  mapper->use_customers(fewer);
  CHECK(answer("B2B") == "New " + fewer->hash());
}

TEST_CASE("a test gives customers of its own, and another test does not see them") {
  const RulesDesk desk({{"contact.lua", contact_function("return customers:by_name('Acme') or 'Market'")},
                        {"a_test.lua",
                         "it('one', function()\n"
                         "  given_customers { { code = 'A1', name = 'Acme' } }\n"
                         "  assert.equal('A1', map(order {}).contact)\n"
                         "  given_customers {}\n"
                         "  assert.equal('Market', map(order {}).contact)\n"
                         "end)\n"
                         "it('two', function() assert.equal('Market', map(order {}).contact) end)\n"
                         "it('three', function() given_customers { { cod = 'A1' } } end)\n"
                         "it('four', function() given_customers { { name = 'A1' } } end)\n"}});
  const auto report = run_tests(desk.directory(), "rules/", RulesDesk::scripts(), "");
  REQUIRE(report.ok());
  std::string told;
  for (const TestResult& result : report->results)
    told += result.name + (result.passed ? " passed\n" : " " + result.message + "\n");
  CHECK(told ==
        "one passed\ntwo passed\n"
        "three rules/a_test.lua:8: a customer has no cod; did you mean code?\n"
        "four rules/a_test.lua:9: the ledger lists a customer without a code (A1); check which field holds "
        "it\n");
}

}  // namespace
}  // namespace crosswalk::rules
