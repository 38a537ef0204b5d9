// Tests of rules: the `*_test.lua` files beside the rules, run against the rule set in the production sandbox
// with busted's words (describe, it, before_each, assert.*) and some of our own. Each file gets a state of
// its own.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/rule_set.h"
#include "rules/testing/coverage.h"
#include "rules/testing/workbench.h"

namespace crosswalk::rules {

struct TestPlan {
  std::string filter;              // only tests whose name contains it; empty: all
  Workbench* workbench = nullptr;  // without one, tests cannot use records and documents
  RuleBudget budget;               // what one record may cost
  bool coverage = false;
  bool bless = false;               // keep snapshots that are missing or differ
  std::filesystem::path directory;  // where blessed snapshots go
};

struct TestResult {
  std::string name;   // "account of a sale posts to 200"
  std::string file;   // "rules/account_test.lua"
  std::string where;  // "rules/account_test.lua:12"
  bool passed = false;
  bool pending = false;  // was not run, on purpose; counts as passed
  std::string message;   // of a failure, with file:line in front; it may have several lines
  std::chrono::microseconds took{0};
};

struct TestReport {
  std::string version;  // the rule set that was tested
  std::vector<TestResult> results;
  std::vector<std::string> blessed;    // snapshots that were written, "snapshots/a sale.json"
  std::vector<std::string> unused;     // snapshots that no test asked for; told when all tests ran
  std::unique_ptr<Mapper> mapper;      // that the tests were run with
  std::unique_ptr<Coverage> coverage;  // when the plan asked for it

  int failures() const;
  int pending() const;
};

// Runs the tests beside a rule set that load_rules made. A test file that cannot be read through is a failed
// result of its own. No tests at all is an empty report.
Result<TestReport> run_tests(const std::shared_ptr<const RuleSet>& rules, const TestPlan& plan);

// The tests whose name contains `filter`, without a workbench.
Result<TestReport> run_tests(const std::shared_ptr<const RuleSet>& rules, std::string_view filter);
// The same from a directory. An error: the rules cannot be loaded.
Result<TestReport> run_tests(const std::filesystem::path& directory, std::string_view shown_as,
                             const std::filesystem::path& scripts, std::string_view filter);

// All words that tests have beside those of rules; the stubs for editors declare the same.
std::vector<std::string_view> test_word_names();

}  // namespace crosswalk::rules
