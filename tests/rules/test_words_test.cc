// The words of rule tests beyond `it`: what runs around tests, cases, pending tests, readable differences.
#include <doctest/doctest.h>

#include "rules/testing/case_lines.h"
#include "rules/testing/test_runner.h"
#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

TestReport run(const RulesDesk& desk, std::string_view filter = {}) {
  auto report = run_tests(desk.directory(), "rules/", RulesDesk::scripts(), filter);
  INFO((report ? std::string() : report.error().text()));
  REQUIRE(report.ok());
  return std::move(*report);
}

TEST_CASE("setup and teardown run once a group, each test between before_each and after_each") {
  const RulesDesk desk({{"a_test.lua",
                         "local log = {}\n"
                         "local function note(text) return function() table.insert(log, text) end end\n"
                         "setup(note 'S') before_each(note 'b') after_each(note 'a')\n"
                         "context('g', function()\n"
                         "  setup(note 's') teardown(note 't') before_each(note 'B') after_each(note 'A')\n"
                         "  it('1', note '1')\n"
                         "  it('2', note '2')\n"
                         "end)\n"
                         "it('3', function()\n"
                         "  assert.equal('S s b B 1 A a b B 2 A a t b', table.concat(log, ' '))\n"
                         "end)\n"}});
  for (const TestResult& result : run(desk).results) CHECK_MESSAGE(result.passed, result.message);
  const TestReport one = run(desk, "g 2");
  REQUIRE(one.results.size() == 1);
  CHECK(one.results[0].passed);
}

TEST_CASE("what breaks around a test fails the tests that it concerns, and no others") {
  const RulesDesk desk({{"a_test.lua",
                         "describe('s', function() setup(function() error('no setup') end)\n"
                         "  it('1', function() end)\n"
                         "  describe('inside', function() it('2', function() end) end)\n"
                         "end)\n"
                         "describe('a', function()\n"
                         "  after_each(function() error('no after') end)\n"
                         "  it('3', function() end)\n"
                         "end)\n"
                         "describe('t', function() teardown(function() error('no end') end)\n"
                         "  it('4', function() end)\n"
                         "end)\n"
                         "it('5', function() end)\n"}});
  std::string told;
  for (const TestResult& result : run(desk).results)
    told += result.name + (result.passed ? " passed\n" : " " + result.message + "\n");
  CHECK(told ==
        "s 1 rules/a_test.lua:1: no setup\n"
        "s inside 2 rules/a_test.lua:1: no setup\n"
        "a 3 rules/a_test.lua:6: no after\n"
        "t 4 passed\n"
        "t teardown rules/a_test.lua:9: no end\n"
        "5 passed\n");
}

TEST_CASE("cases are a test each, named by their fields, at their own lines") {
  const RulesDesk desk({{"a_test.lua",
                         "cases('account of {sku} times {quantity}', {\n"
                         "  { sku = 'A', quantity = 1, account = '200' },\n"
                         "  -- { sku = 'left out' },\n"
                         "  { sku = '}', quantity = 2,\n"
                         "    account = '201' },\n"
                         "}, function(case)\n"
                         "  local result = map(order { lines = { line { sku = case.sku } } })\n"
                         "  assert.equal(case.account, result.lines[1].account)\n"
                         "end)\n"
                         "local list = { {}, {} }\n"
                         "cases('plain', list, function() end)\n"}});
  const TestReport report = run(desk);
  REQUIRE(report.results.size() == 4);
  CHECK(report.results[0].name == "account of A times 1");
  CHECK(report.results[0].where == "rules/a_test.lua:2");
  CHECK(report.results[0].passed);
  CHECK(report.results[1].name == "account of } times 2");
  CHECK(report.results[1].where == "rules/a_test.lua:4");
  CHECK(report.results[1].message == "rules/a_test.lua:8: expected \"201\", got \"200\"");
  CHECK(report.results[3].name == "plain (case 2)");
  CHECK(report.results[3].where == "rules/a_test.lua:11");
}

TEST_CASE("lines of cases are found past quotes, comments and brackets") {
  using Lines = std::vector<int>;
  CHECK(case_lines("cases(\"x\", { {a=1}, {b=2} }, f)", 1) == Lines{1, 1});
  CHECK(case_lines("x()\ncases('a\\'{', {\n{ '}', [[\n}{\n]] },\n--[[ {\n]]\n{ f({1,\n2}) };\n}, f)", 2) ==
        Lines{3, 8});
  CHECK(case_lines("cases('x', list, f)", 1).empty());
  CHECK(case_lines("cases('x', { {1}", 1).empty());
  CHECK(case_lines("", 3).empty());
}

TEST_CASE("pending tests are told and not run") {
  const RulesDesk desk(
      {{"a_test.lua",
        "pending('later', function() error('x') end)\npending 'soon'\nit('now', function() end)"}});
  const TestReport report = run(desk);
  REQUIRE(report.results.size() == 3);
  CHECK(report.pending() == 2);
  CHECK(report.failures() == 0);
  CHECK(report.results[1].where == "rules/a_test.lua:2");
}

TEST_CASE("tables that differ are shown place by place") {
  const RulesDesk desk({{"a_test.lua",
                         "it('x', function()\n"
                         "  assert.same({ a = 1, b = { c = 'x', d = { 1, 2 } } }, { a = 1, b = { c = 'y', d "
                         "= { 1 } }, e = true })\n"
                         "end)\n"}});
  CHECK(run(desk).results.at(0).message ==
        "rules/a_test.lua:2: the tables differ\n"
        "b.c: expected \"x\", got \"y\"\n"
        "b.d[2]: expected 2, got nil\n"
        "e: expected nil, got true");
}

TEST_CASE("a fixture says which field is wrong, and what follows from a line's class is filled in") {
  const auto message = [](const std::string& facts) {
    const RulesDesk desk({{"a_test.lua", "it('x', function() map(order " + facts + ") end)"}});
    return run(desk).results.at(0).message;
  };
  CHECK(message("{ id = 108 }") == "rules/a_test.lua:1: record.id is text; write \"108\" in quotes");
  CHECK(message("{ order_date = 20260101 }").find("record.order_date is a date") != std::string::npos);
  CHECK(message("{ cancel_requested = 'yes' }").find("is true or false") != std::string::npos);
  CHECK(message("{ shipto = { state = 'CA' } }").find("record.shipto") != std::string::npos);
  const RulesDesk desk(
      {{"account.lua", account_function("return line.class .. line.tax_class .. tostring(line.amount) .. "
                                        "line.date .. tostring(record.raw.a and record.raw.a[1])")},
       {"a_test.lua",
        "it('x', function()\n"
        "  local o = order { order_date = '2026-03-04', raw = { a = { 7 } }, lines = {\n"
        "    line { class = 'tax' }, line { class = 'discount' }, line { class = 'tax', tax_class = 'seller' "
        "} } }\n"
        "  local lines = map(o).lines\n"
        "  assert.equal('taxfacilitator1.00 USD2026-03-047', lines[1].account)\n"
        "  assert.equal('discountnone-1.00 USD2026-03-047', lines[2].account)\n"
        "  assert.equal('taxseller1.00 USD2026-03-047', lines[3].account)\n"
        "end)\n"}});
  const auto results = run(desk).results;
  CHECK_MESSAGE(results.at(0).passed, results.at(0).message);
}

TEST_CASE("lines of a fixture have keys of their own, also on one order line") {
  Fixture fixture;
  for (const char* line_class : {"product", "product", "tax", "tax", "shipping"}) {
    fixture.add_line();
    fixture.set_line("order_line", text("1"));
    fixture.set_line("class", text(line_class));
  }
  fixture.finish();
  std::vector<std::string> keys;
  for (const Line& line : fixture.lines()) keys.push_back(key_of(line));
  std::sort(keys.begin(), keys.end());
  CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
}

TEST_CASE("offer asks the rules about an item of the ledger") {
  const RulesDesk desk(
      {{"sku.lua", "return { api = 1, sku = decide { row { use = { 'A', 'B' } } } }"},
       {"stock.lua",
        "return { api = 1, stock = function(item)\n  return item.on_hand - item.committed\nend }"},
       {"price.lua",
        "return { api = 1, price = decide { row { sku = 'B', use = '12.50' }, row { use = none } } }"},
       {"a_test.lua",
        "it('x', function()\n"
        "  local result = offer { code = 'MUG', on_hand = 7, committed = 2 }\n"
        "  assert.is_false(result.held, result.reason)\n"
        "  assert.equal(2, #result.offers)\n"
        "  assert.equal('A', result.offers[1].sku)\n"
        "  assert.equal('5', result.offers[1].stock)\n"
        "  assert.is_nil(result.offers[1].price)\n"
        "  assert.equal('12.50', result.offers[2].price)\n"
        "  assert.contains('price.lua:1', result.offers[2].price_where)\n"
        "end)\n"
        "it('field', function() offer { onhand = 7 } end)\n"}});
  const auto results = run(desk).results;
  CHECK_MESSAGE(results.at(0).passed, results.at(0).message);
  CHECK(results.at(1).message.find("there is no field item.onhand; did you mean item.on_hand?") !=
        std::string::npos);
}

TEST_CASE("each file has a state of its own, and durations are told") {
  const RulesDesk desk({{"a_test.lua", "it('x', function() for i = 1, 200000 do local a = i * 2 end end)"}});
  CHECK(run(desk).results.at(0).took.count() > 0);
}

}  // namespace
}  // namespace crosswalk::rules
