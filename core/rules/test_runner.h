// Tests of rules: the `*_test.lua` files beside the rules, run against the rule set in the production sandbox
// with busted's words (describe, it, before_each, assert.*). Each file gets a state of its own.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/rule_set.h"

namespace crosswalk::rules {

struct TestResult {
  std::string name;   // "account of a sale posts to 200"
  std::string where;  // "rules/account_test.lua:12"
  bool passed = false;
  std::string message;  // of a failure, with file:line in front
};

struct TestReport {
  std::string version;  // the rule set that was tested
  std::vector<TestResult> results;

  int failures() const;
};

// Loads the rules and runs every test whose name contains `filter` (empty: all). An error: the rules cannot
// be loaded. A test file that cannot be read through is a failed result of its own. No tests at all is an
// empty report.
Result<TestReport> run_tests(const std::filesystem::path& directory, std::string_view shown_as,
                             const std::filesystem::path& scripts, std::string_view filter);
// The tests that were read together with `rules`, of a rule set that is loaded already.
Result<TestReport> run_tests(const std::shared_ptr<const RuleSet>& rules, std::string_view filter);

}  // namespace crosswalk::rules
