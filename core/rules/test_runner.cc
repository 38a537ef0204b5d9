#include "rules/test_runner.h"

#include <algorithm>

#include "rules/loaded_rule_set.h"
#include "rules/test_vocabulary.h"

namespace crosswalk::rules {
namespace {

constexpr std::string_view library_name = "scripts/testing.lua";

class Runner {
 public:
  Runner(const Sources& sources, Mapper& mapper, const RuleFile& library, std::string_view filter,
         TestReport& report)
      : sources_(sources), mapper_(mapper), library_(library), filter_(filter), report_(report) {}

  void run_file(const RuleFile& file) {
    TestBook book(mapper_);
    const std::string shown = sources_.shown(file.name);
    auto machine = Machine::make_empty(sources_, test_budget);
    Result<void> done = machine ? read_file(**machine, book, file, shown) : Result<void>(machine.error());
    if (!done) {
      report_.results.push_back({file.name, shown, false, done.error().text()});
      return;
    }
    for (const RegisteredTest& test : book.tests)
      if (test.name.find(filter_) != std::string::npos) run_test(**machine, book, test);
  }

 private:
  Result<void> read_file(Machine& machine, TestBook& book, const RuleFile& file, const std::string& shown) {
    if (auto done = add_test_vocabulary(machine, book, library_); !done) return done;
    if (auto done = machine.compile_text(file.text, shown, false); !done) return done;
    auto done = machine.run(0, 0, test_budget);
    machine.drop();
    return done;
  }

  void run_test(Machine& machine, const TestBook& book, const RegisteredTest& test) {
    std::vector<int> path;  // from the file inwards
    for (int group = test.group; group >= 0; group = book.groups[static_cast<std::size_t>(group)].parent)
      path.insert(path.begin(), group);
    Result<void> done;
    for (const int group : path)
      for (const std::uint32_t function : book.groups[static_cast<std::size_t>(group)].before_each)
        if (done) done = call(machine, function);
    if (done) done = call(machine, test.function);
    report_.results.push_back(
        {test.name, test.origin.text(), done.ok(), done ? std::string() : done.error().text()});
  }

  static Result<void> call(Machine& machine, std::uint32_t function) {
    machine.push_function(function);
    auto done = machine.run(0, 0, test_budget);
    machine.drop();
    return done;
  }

  const Sources& sources_;
  Mapper& mapper_;
  const RuleFile& library_;
  std::string_view filter_;
  TestReport& report_;
};

}  // namespace

int TestReport::failures() const {
  return static_cast<int>(
      std::count_if(results.begin(), results.end(), [](const auto& result) { return !result.passed; }));
}

Result<TestReport> run_tests(const std::filesystem::path& directory, std::string_view shown_as,
                             const std::filesystem::path& scripts, std::string_view filter) {
  const auto rules = load_rules(directory, shown_as, scripts);
  if (!rules) return rules.error();
  return run_tests(*rules, filter);
}

Result<TestReport> run_tests(const std::shared_ptr<const RuleSet>& rules, std::string_view filter) {
  auto mapper = make_mapper(rules, RuleBudget());
  if (!mapper) return mapper.error();
  const Sources& sources = static_cast<const LoadedRuleSet&>(*rules).sources();
  const auto library = std::find_if(sources.library().begin(), sources.library().end(),
                                    [](const RuleFile& file) { return file.name == library_name; });
  if (library == sources.library().end())
    return fail(ErrorKind::config, "the test library is missing; reinstall it", std::string(library_name));
  TestReport report;
  report.version = rules->version();
  Runner runner(sources, **mapper, *library, filter, report);
  for (const RuleFile& file : sources.tests()) runner.run_file(file);
  return report;
}

}  // namespace crosswalk::rules
