// Every recipe of rules/README.md is a rule set of its own, and its tests pass.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "checkout.h"
#include "rules/testing/test_runner.h"
#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

struct Recipe {
  std::string title;
  std::vector<std::pair<std::string, std::string>> files;
};

// A recipe is a heading of the third order; its blocks say which file they are: "```lua account.lua".
std::vector<Recipe> recipes() {
  std::ifstream in(checkout("/rules/README.md"));
  std::vector<Recipe> found;
  std::string* block = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```")) {
      const auto blank = line.find(' ');
      const bool opens = block == nullptr && blank != std::string::npos && !found.empty();
      block = opens ? &found.back().files.emplace_back(line.substr(blank + 1), "").second : nullptr;
    } else if (block != nullptr) {
      block->append(line).append("\n");
    } else if (line.starts_with("### ")) {
      found.push_back({line.substr(4), {}});
    }
  }
  return found;
}

TEST_CASE("every recipe of the cookbook is tested and holds") {
  const auto found = recipes();
  CHECK(found.size() >= 15);
  for (const Recipe& recipe : found) {
    CAPTURE(recipe.title);
    RulesDesk desk;
    for (const auto& [name, text] : recipe.files) desk.write(name, text);
    const auto report = run_tests(desk.directory(), "rules/", RulesDesk::scripts(), "");
    const std::string flaw = report ? std::string() : report.error().text();
    REQUIRE_MESSAGE(report.ok(), flaw);
    CHECK_MESSAGE(!report->results.empty(), "the recipe has no test");
    for (const TestResult& result : report->results)
      CHECK_MESSAGE(result.passed, result.name << ": " << result.message);
  }
}

}  // namespace
}  // namespace crosswalk::rules
