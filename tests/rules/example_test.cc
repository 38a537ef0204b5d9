// The example rule set that a new user copies: it loads, its own tests pass, and it names the codes it
// should.
#include <doctest/doctest.h>

#include <set>

#include "checkout.h"
#include "rules/testing/test_runner.h"
#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

const std::filesystem::path source(checkout());

TEST_CASE("the example rules pass their own tests") {
  const auto report = run_tests(source / "rules", "rules/", source / "scripts", "");
  INFO((report ? std::string() : report.error().text()));
  REQUIRE(report.ok());
  CHECK(report->results.size() >= 15);
  for (const TestResult& result : report->results)
    CHECK_MESSAGE(result.passed, result.name << " — " << result.message);
  CHECK(report->failures() == 0);
  CHECK(report->version.size() == 12);
}

TEST_CASE("the example rules name their ledger codes and where") {
  const auto rules = load_rules(source / "rules", "rules/", source / "scripts");
  REQUIRE(rules.ok());
  std::set<std::string> accounts;
  std::size_t items = 0;
  for (const NamedCode& code : (*rules)->named_codes()) {
    if (code.kind == NamedCode::Kind::account) accounts.insert(code.value);
    if (code.kind == NamedCode::Kind::item) {
      ++items;
      CHECK(code.value.size() <= 30);
      CHECK(code.where.starts_with("rules/items.csv:"));
    }
  }
  CHECK(accounts == std::set<std::string>{"091", "120", "200", "210", "215", "220", "230", "235", "405",
                                          "410", "415", "420", "820", "825"});
  CHECK(items == 25);
}

}  // namespace
}  // namespace crosswalk::rules
