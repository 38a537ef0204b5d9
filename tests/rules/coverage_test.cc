// Coverage: which lines of functions and which rows the tests have used.
#include <doctest/doctest.h>

#include "rules/testing/coverage.h"
#include "rules/testing/test_runner.h"
#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

TestReport run(const RulesDesk& desk, const std::string& filter = {}) {
  const auto rules = desk.load();
  INFO((rules ? std::string() : rules.error().text()));
  REQUIRE(rules.ok());
  TestPlan plan;
  plan.coverage = true;
  plan.filter = filter;
  auto report = run_tests(*rules, plan);
  REQUIRE(report.ok());
  for (const TestResult& result : report->results) CHECK_MESSAGE(result.passed, result.message);
  return std::move(*report);
}

const FileCoverage& of_file(const TestReport& report, std::string_view name) {
  for (const FileCoverage& file : report.coverage->files())
    if (file.file == name) return file;
  FAIL("no coverage of " << name);
  return report.coverage->files().front();
}

const char* const account =
    "local codes = require 'codes'\n"                                                   // 1
    "local function shipping(line)\n"                                                   // 2
    "  if line.amount.amount > 50 then\n"                                               // 3
    "    return '211'\n"                                                                // 4
    "  end\n"                                                                           // 5
    "  local function never()\n"                                                        // 6
    "    return 1\n"                                                                    // 7
    "  end\n"                                                                           // 8
    "  return '210'\n"                                                                  // 9
    "end\n"                                                                             // 10
    "return { api = 1, account = decide {\n"                                            // 11
    "  row { class = 'shipping', use = shipping },\n"                                   // 12
    "  row { class = 'discount', when = function() return false end, use = '215' },\n"  // 13
    "  row { class = 'discount', use = '216' },\n"                                      // 14
    "  row { class = 'product', use = lookup { table = 'a.csv', key = 'sku', value = 'account', otherwise = "
    "codes.of } },\n"
    "} }\n";
const char* const codes =
    "return {\n"
    "  of = function(line)\n"
    "    return '200'\n"
    "  end,\n"
    "}\n";

const RulesDesk::Files files = {
    {"account.lua", account},
    {"codes.lua", codes},
    {"a.csv", "sku,account\nA,300\n"},
    {"a_test.lua",
     "local function account(facts) return map(order { lines = { line(facts) } }).lines[1].account end\n"
     "it('of shipping', function() assert.equal('210', account { class = 'shipping' }) end)\n"
     "it('of a discount', function() assert.equal('216', account { class = 'discount' }) end)\n"
     "it('of a known product', function() assert.equal('300', account { sku = 'A' }) end)\n"
     "it('of an unknown product', function() assert.equal('200', account { sku = 'B' }) end)\n"
     "it('nothing', function() end)\n"}};

TEST_CASE("rows and lines that tests use are told from those that they miss") {
  const RulesDesk desk(files);
  const TestReport report = run(desk);
  const FileCoverage& found = of_file(report, "rules/account.lua");
  CHECK(missed(found.lines) == "4–7");
  CHECK(share_of(found.lines).part == 3);  // 3, 9 and 13
  CHECK(share_of(found.lines).whole == 5);
  // 15 is a row, a lookup and what that says otherwise.
  CHECK(missed(found.rows) == "13");
  CHECK(share_of(found.rows).whole == 6);
  const FileCoverage& module = of_file(report, "rules/codes.lua");
  CHECK(missed(module.lines).empty());
  CHECK(share_of(module.lines).whole == 1);
  CHECK(missed(of_file(report, "rules/tax.lua").rows).empty());
  const Share total = report.coverage->total();
  CHECK(total.whole == 5 + 6 + 1 + 1);
  CHECK(total.part == 3 + 5 + 1 + 1);
  CHECK(total.text() == "76.9 %");
}

TEST_CASE("what a lookup says otherwise is a row of its own") {
  const RulesDesk desk(files);
  const TestReport report = run(desk, "of a known product");
  const FileCoverage& found = of_file(report, "rules/account.lua");
  CHECK(share_of(found.rows).part == 2);
  CHECK(missed(found.rows) == "12–15");
}

TEST_CASE("without tests nothing is used, and ranges are short") {
  const RulesDesk desk(files);
  const TestReport report = run(desk, "nothing");
  const FileCoverage& found = of_file(report, "rules/account.lua");
  CHECK(missed(found.lines) == "3–13");
  CHECK(missed(found.rows) == "12–15");
  CHECK(report.coverage->total().part == 0);
}

TEST_CASE("shares never round up to all") {
  CHECK(Share{1999, 2000}.text() == "99.9 %");
  CHECK(Share{0, 0}.text() == "100.0 %");
  CHECK(Share{1, 3}.text() == "33.3 %");
  CHECK(missed(UsedLines()).empty());
  CHECK(missed(UsedLines{{1, false}, {2, true}, {5, false}, {9, false}}) == "1, 5–9");
}

TEST_CASE("a rule that breaks or is stopped counts as far as it came, and the next record is watched again") {
  const RulesDesk desk({{"account.lua", account_function("if line.sku == 'LOOP' then\n"
                                                         "  while true do end\n"
                                                         "end\n"
                                                         "if line.sku == 'BAD' then\n"
                                                         "  error('bad')\n"
                                                         "end\n"
                                                         "return '200'")},
                        {"a_test.lua",
                         "it('x', function()\n"
                         "  for _, sku in ipairs { 'LOOP', 'BAD', 'GOOD' } do map(order { lines = { line { "
                         "sku = sku } } }) end\n"
                         "end)\n"}});
  const TestReport report = run(desk);
  CHECK(missed(of_file(report, "rules/account.lua").lines).empty());
}

TEST_CASE("a watch tells what decided each line, and gaps name what no test has used") {
  const RulesDesk desk(files);
  const TestReport report = run(desk, "of shipping");
  report.coverage->files();
  const auto rules = desk.load();
  REQUIRE(rules.ok());
  auto mapper = make_mapper(*rules, RuleBudget());
  REQUIRE(mapper.ok());
  MapWatch watch;
  std::vector<std::vector<std::string>> gaps;
  watch.decided = [&](const Line*) {
    gaps.push_back(report.coverage->gaps(watch));
    watch.places.clear();
    watch.lines.clear();
  };
  (*mapper)->watch(&watch);
  Fixture order;
  order.clear();
  for (const char* name : {"shipping", "discount", "product"}) {
    order.add_line();
    order.set_line("class", text(name));
  }
  order.finish();
  (*mapper)->map(order.facts(), order.lines());
  REQUIRE(gaps.size() == 4);
  CHECK(gaps[0].empty());
  CHECK(gaps[1].empty());
  CHECK(gaps[2] == std::vector<std::string>{"rules/account.lua:14", "rules/account.lua:13"});
  CHECK(gaps[3] == std::vector<std::string>{"rules/account.lua:15", "rules/codes.lua:3"});
  (*mapper)->watch(nullptr);
  (*mapper)->map(order.facts(), order.lines());
  CHECK(gaps.size() == 4);
}

}  // namespace
}  // namespace crosswalk::rules
