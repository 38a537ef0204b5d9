// `test`: the rules' own tests, in the sandbox that production uses.
#include "rules/test_runner.h"

#include <algorithm>

#include "app/commands.h"
#include "app/opening.h"
#include "base/json_tree.h"

namespace crosswalk::app {
namespace {

void print_report(Session& session, const rules::TestReport& report) {
  for (const auto& result : report.results)
    if (!result.passed)
      session.out << "FAIL " << result.name << "\n    " << result.where << ": " << result.message << "\n";
  session.out << static_cast<int>(report.results.size()) - report.failures() << " passed, "
              << report.failures() << " failed\n";
}

Json report_json(const rules::TestReport& report) {
  Json tests = Json::array();
  for (const auto& result : report.results)
    tests.push_back({{"name", result.name},
                     {"where", result.where},
                     {"passed", result.passed},
                     {"message", result.message}});
  return tests;
}

}  // namespace

int test(Session& session, const TestOptions& options) {
  const auto workspace = open_workspace(session);
  if (!workspace) return failed(session, workspace.error());
  const auto pairs =
      chosen_pairs(*workspace, options.pair.empty() ? std::vector<std::string>{} : std::vector{options.pair});
  if (!pairs) return failed(session, pairs.error());
  Json all = Json::object();
  bool passed = true;
  std::vector<std::filesystem::path> seen;
  for (const auto* pair : *pairs) {
    // Pairs may share a rule directory.
    if (std::find(seen.begin(), seen.end(), pair->rules.value) != seen.end()) continue;
    seen.push_back(pair->rules.value);
    const auto report =
        rules::run_tests(pair->rules.value, pair->rules_shown, home() / "scripts", options.filter);
    if (!report) return failed(session, report.error());
    passed = passed && report->failures() == 0;
    if (session.json)
      all[pair->rules_shown] = report_json(*report);
    else
      print_report(session, *report);
  }
  if (session.json) print(session, all);
  return passed ? exit_ok : exit_not_so;
}

}  // namespace crosswalk::app
