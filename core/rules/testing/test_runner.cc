#include "rules/testing/test_runner.h"

#include <algorithm>

#include "rules/loaded_rule_set.h"
#include "rules/testing/test_file.h"

namespace crosswalk::rules {
namespace {

constexpr std::string_view library_name = "scripts/testing.lua";

template <class Counts>
int count(const std::vector<TestResult>& results, Counts counts) {
  return static_cast<int>(std::count_if(results.begin(), results.end(), counts));
}

}  // namespace

int TestReport::failures() const {
  return count(results, [](const TestResult& result) { return !result.passed; });
}

int TestReport::pending() const {
  return count(results, [](const TestResult& result) { return result.pending; });
}

Result<TestReport> run_tests(const std::shared_ptr<const RuleSet>& rules, const TestPlan& plan) {
  const auto loaded = std::dynamic_pointer_cast<const LoadedRuleSet>(rules);
  if (loaded == nullptr) return fail(ErrorKind::internal, "tests need a rule set that load_rules made");
  const Sources& sources = loaded->sources();
  const auto library = std::find_if(sources.library().begin(), sources.library().end(),
                                    [](const RuleFile& file) { return file.name == library_name; });
  if (library == sources.library().end())
    return fail(ErrorKind::config, "the test library is missing; reinstall it", std::string(library_name));
  auto mapper = make_mapper(rules, plan.budget);
  if (!mapper) return mapper.error();
  TestReport report;
  report.version = rules->version();
  report.mapper = std::move(*mapper);
  if (plan.coverage) {
    auto coverage = Coverage::of(sources, *report.mapper);
    if (!coverage) return coverage.error();
    report.coverage = std::move(*coverage);
  }
  Snapshots snapshots(sources, plan.bless);
  TestRoom room{sources, *report.mapper, *library, snapshots, plan, nullptr};
  for (const RuleFile& file : sources.tests()) TestFile(room, file, report.results).run();
  if (plan.filter.empty()) report.unused = snapshots.unused();
  auto written = snapshots.write(plan.directory);
  if (!written) return written.error();
  report.blessed = std::move(*written);
  return report;
}

Result<TestReport> run_tests(const std::shared_ptr<const RuleSet>& rules, std::string_view filter) {
  TestPlan plan;
  plan.filter = filter;
  return run_tests(rules, plan);
}

Result<TestReport> run_tests(const std::filesystem::path& directory, std::string_view shown_as,
                             const std::filesystem::path& scripts, std::string_view filter) {
  const auto rules = load_rules(directory, shown_as, scripts);
  if (!rules) return rules.error();
  return run_tests(*rules, filter);
}

}  // namespace crosswalk::rules
