// The runner of rule tests: what passes, what fails and where, what is filtered, what cannot be read.
#include "rules/testing/test_runner.h"

#include <doctest/doctest.h>

#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

TestReport run(const RulesDesk& bench, std::string_view filter = {}) {
  auto report = run_tests(bench.directory(), "rules/", RulesDesk::scripts(), filter);
  INFO((report ? std::string() : report.error().text()));
  REQUIRE(report.ok());
  return std::move(*report);
}

TEST_CASE("failures say where and what") {
  RulesDesk bench({{"account_test.lua",
                    "describe('account', function()\n"
                    "  it('is right', function()\n"
                    "    assert.equal('200', map(order { lines = { line {} } }).lines[1].account)\n"
                    "  end)\n"
                    "  it('is wrong', function()\n"
                    "    assert.equal('201', map(order {}).lines[1].account)\n"
                    "  end)\n"
                    "end)\n"}});
  const TestReport report = run(bench);
  REQUIRE(report.results.size() == 2);
  CHECK(report.results[0].name == "account is right");
  CHECK(report.results[0].where == "rules/account_test.lua:2");
  CHECK(report.results[0].passed);
  CHECK_FALSE(report.results[1].passed);
  CHECK(report.results[1].message == "rules/account_test.lua:6: expected \"201\", got \"200\"");
  CHECK(report.failures() == 1);
  CHECK(run(bench, "is right").results.size() == 1);
  CHECK(run(bench, "nothing").results.empty());
}

TEST_CASE("before_each runs before each test of its group and those inside it") {
  RulesDesk bench({{"a_test.lua",
                    "local n\nbefore_each(function() n = 1 end)\n"
                    "it('outer', function() n = n + 1 assert.equal(2, n) end)\n"
                    "describe('g', function()\n"
                    "  it('inner', function() assert.equal(11, n) end)\n"
                    "  before_each(function() n = n + 10 end)\n"
                    "end)\n"}});
  for (const TestResult& result : run(bench).results) CHECK_MESSAGE(result.passed, result.message);
}

TEST_CASE("every assertion can fail") {
  const std::initializer_list<std::pair<const char*, const char*>> cases = {
      {"assert(true, 'x')", "assert(false, 'x')"},
      {"assert.equal(1, 1)", "assert.equal(1, 2)"},
      {"assert.not_equal(1, 2)", "assert.not_equal(1, 1)"},
      {"assert.same({ a = { 1 } }, { a = { 1 } })", "assert.same({ a = { 1 } }, { a = { 2 } })"},
      {"assert.same({}, {})", "assert.same({ a = 1 }, { a = 1, b = 2 })"},
      {"assert.is_true(true)", "assert.is_true(1)"},
      {"assert.is_false(false)", "assert.is_false(nil)"},
      {"assert.truthy(0)", "assert.truthy(nil)"},
      {"assert.falsy(nil)", "assert.falsy(1)"},
      {"assert.is_nil(nil)", "assert.is_nil(1)"},
      {"assert.is_not_nil(1)", "assert.is_not_nil(nil)"},
      {"assert.contains('b', 'abc')", "assert.contains('.', 'abc')"},
      {"assert.has_error(function() error('boo') end, 'boo')", "assert.has_error(function() end)"},
      {"assert.has_error(function() error('boo') end)",
       "assert.has_error(function() error('boo') end, 'other')"},
      {"assert.has_no_error(function() end)", "assert.has_no_error(function() error('x') end)"},
      {"assert.are.same({ 1 }, { 1 })", "assert.are.equal(1, 2)"},
      {"assert.is_not.equal(1, 2)", "assert.are_not.same({ 1 }, { 1 })"},
      {"assert.is['true'](true)", "assert.is['nil'](1)"},
      {"assert.matches('^a%d+$', 'a12')", "assert.matches('^%d', 'a12')"},
      {"assert.is_string('a')", "assert.is_table('a')"},
      {"assert.near('10.00', '10.01', '0.01')", "assert.near('10.00', '10.02', '0.01')"},
      {"assert.near(money('10', 'USD'), money('9.99', 'USD'), '0.01')",
       "assert.near(money('10', 'USD'), money('9.98', 'USD'), '0.01')"},
      {"assert.near(money('10', 'USD'), money('10', 'USD'), 0)",
       "assert.near(money('10', 'USD'), money('10', 'EUR'), 0)"},
  };
  for (const auto& pair : cases) {
    const std::string good = pair.first;
    const std::string bad = pair.second;
    RulesDesk bench(
        {{"a_test.lua", "it('good', function() " + good + " end)\nit('bad', function() " + bad + " end)"}});
    const TestReport report = run(bench);
    REQUIRE(report.results.size() == 2);
    CHECK_MESSAGE(report.results[0].passed, good << ": " << report.results[0].message);
    CHECK_MESSAGE(!report.results[1].passed, bad);
    CHECK_MESSAGE(report.results[1].message.find("rules/a_test.lua:2: ") == 0, report.results[1].message);
  }
}

TEST_CASE("a test file that breaks is a failure of its own, and the others still run") {
  RulesDesk bench(
      {{"a_test.lua", "describe('x', function()\n  nonsense()\nend)"},
       {"b_test.lua", "it('runs', function() end)"},
       {"c_test.lua", "it('never ends', function() while true do end end)\nit('runs too', function() end)"},
       {"d_test.lua", "it(function() end)"},
       {"e_test.lua", "local x = ="}});
  const TestReport report = run(bench);
  REQUIRE(report.results.size() == 6);
  CHECK(report.results[0].name == "a_test.lua");
  CHECK(report.results[0].message.find("rules/a_test.lua:2: there is nothing named nonsense") == 0);
  CHECK(report.results[1].passed);
  CHECK(report.results[2].message.find("rules/c_test.lua:1: the rules used more") == 0);
  CHECK(report.results[3].passed);
  CHECK(report.results[4].message.find("it needs a name and a function") != std::string::npos);
  CHECK(report.results[5].message.find("rules/e_test.lua:1:") == 0);
}

TEST_CASE("orders in tests are checked") {
  const auto message = [](const std::string& facts) {
    RulesDesk bench({{"a_test.lua", "it('x', function() map(order " + facts + ") end)"}});
    return run(bench).results.at(0).message;
  };
  CHECK(message("{ curency = 'USD' }").find("the field record.curency; did you mean record.currency?") !=
        std::string::npos);
  CHECK(message("{ lines = { line { skuu = 'A' } } }").find("the field line.skuu; did you mean line.sku?") !=
        std::string::npos);
  CHECK(message("{ lines = { line { amount = 1.5 } } }").find("amounts with a fraction are texts") !=
        std::string::npos);
  CHECK(message("{ lines = { line { class = 'produkt' } } }").find("did you mean product?") !=
        std::string::npos);
  CHECK(message("{ lines = { 'x' } }").find("line 1 of the order is no line") != std::string::npos);
  CHECK(message("{ ship_to = { state = { 'CA' } } }").find("cannot be a table") != std::string::npos);
  CHECK(message("{ order_date = 'today' }").find("order_date:") != std::string::npos);
  CHECK(
      message("{ ship_to = { state = 'NY' }, lines = { line { amount = money('1.50', 'USD') } } }").empty());
}

TEST_CASE("rules that do not load are an error, not a report") {
  RulesDesk bench({{"account.lua", "return {}"}, {"a_test.lua", "it('x', function() end)"}});
  const auto report = run_tests(bench.directory(), "rules/", RulesDesk::scripts(), "");
  REQUIRE_FALSE(report.ok());
  CHECK(report.error().where == "rules/account.lua:1");
}

}  // namespace
}  // namespace crosswalk::rules
