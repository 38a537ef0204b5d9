// Snapshots: what is missing, kept, changed and no longer used.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "rules/testing/raw_text.h"
#include "rules/testing/test_runner.h"
#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

TestReport run(const RulesDesk& desk, bool bless, const std::string& filter = {}) {
  const auto rules = desk.load();
  REQUIRE(rules.ok());
  TestPlan plan;
  plan.bless = bless;
  plan.directory = desk.directory();
  plan.filter = filter;
  auto report = run_tests(*rules, plan);
  REQUIRE(report.ok());
  return std::move(*report);
}

std::string read(const RulesDesk& desk, const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(desk.directory() / name).rdbuf();
  return text.str();
}

std::string keeping(const std::string& value) {
  return "it('keeps', function()\n  snapshot('a sale', " + value + ")\nend)\n";
}

TEST_CASE("a snapshot is missing, is blessed, holds, and is told when it changes") {
  const RulesDesk desk(
      {{"a_test.lua", keeping("{ b = { 1, decimal '2.50' }, a = 'x', c = money('3', 'USD'), d = null }")}});
  const std::string missing = run(desk, false).results.at(0).message;
  CHECK(missing.find("rules/a_test.lua:2: there is no rules/snapshots/a sale.json yet") == 0);
  CHECK(missing.find("--bless") != std::string::npos);

  const TestReport blessed = run(desk, true);
  CHECK(blessed.results.at(0).passed);
  CHECK(blessed.blessed == std::vector<std::string>{"snapshots/a sale.json"});
  const std::string text =
      "{\n  \"a\": \"x\",\n  \"b\": [\n    1,\n    2.5\n  ],\n  \"c\": \"3.00 USD\",\n  \"d\": null\n}\n";
  CHECK(read(desk, "snapshots/a sale.json") == text);
  CHECK(run(desk, false).failures() == 0);
  CHECK(run(desk, true).blessed.empty());
  // Only what it says counts, not how it is laid out.
  desk.write("snapshots/a sale.json", R"({"d":null,"c":"3.00 USD","b":[1,2.50],"a":"x"})");
  CHECK(run(desk, false).failures() == 0);

  desk.write("a_test.lua", keeping("{ b = { 1, 3, 4 }, a = 'x', c = money('3', 'USD'), e = {} }"));
  const std::string changed = run(desk, false).results.at(0).message;
  CHECK(changed ==
        "rules/a_test.lua:2: this is not what rules/snapshots/a sale.json says (if it should be: crosswalk "
        "test "
        "--bless)\nb[2]: expected 2.5, got 3\nb[3]: expected nothing, got 4\nd: expected null, got nothing\n"
        "e: expected nothing, got {}");
  CHECK(run(desk, true).blessed.size() == 1);
  CHECK(run(desk, false).failures() == 0);
}

TEST_CASE("snapshots that no test asks for are told, when all tests ran") {
  const RulesDesk desk(
      {{"a_test.lua", keeping("{ 1 }")}, {"snapshots/a sale.json", "[1]"}, {"snapshots/old.json", "[]"}});
  CHECK(run(desk, true).unused == std::vector<std::string>{"snapshots/old.json"});
  CHECK(run(desk, true, "other").unused.empty());
}

TEST_CASE("what cannot be kept is said") {
  const auto message = [](const std::string& test) {
    const RulesDesk desk({{"a_test.lua", "it('x', function() " + test + " end)"}});
    return run(desk, true).results.at(0).message;
  };
  CHECK(message("snapshot('../x', {})").find("letters, digits") != std::string::npos);
  CHECK(message("snapshot('x', { f = function() end })").find("a function is no plain value") !=
        std::string::npos);
  CHECK(message("snapshot('x', { 1, a = 2 })").find("either a list or has named entries") !=
        std::string::npos);
  CHECK(message("local t = {} t.t = t snapshot('x', t)").find("nested too deeply") != std::string::npos);
  CHECK(message("snapshot('x', 1.5)").find("not exact") != std::string::npos);
  CHECK(message("snapshot('x')").find("a name and a value") != std::string::npos);
  CHECK(message("snapshot('x', 1) snapshot('x', 2)").find("two tests keep different values") !=
        std::string::npos);
  CHECK(message("assert.snapshot('x', { held = true })").empty());
}

TEST_CASE("many differences are told in short") {
  RawValue a;
  RawValue b;
  a.kind = b.kind = RawValue::Kind::array;
  for (int i = 0; i < 14; ++i) {
    a.items.emplace_back();
    b.items.emplace_back().kind = RawValue::Kind::flag;
  }
  const std::string text = differences(a, b);
  CHECK(std::count(text.begin(), text.end(), '\n') == 10);
  CHECK(text.ends_with("and 4 more"));
  CHECK(differences(a, a).empty());
}

}  // namespace
}  // namespace crosswalk::rules
