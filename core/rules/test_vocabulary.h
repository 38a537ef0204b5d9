// The words of rule tests that C++ provides: describe, it, before_each and map; `scripts/testing.lua` adds
// assert, order and line. A test file only registers its tests; the runner calls them one by one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/fixture.h"
#include "rules/machine.h"
#include "rules/mapper.h"

namespace crosswalk::rules {

struct TestGroup {
  int parent = -1;
  std::string name;
  std::vector<std::uint32_t> before_each;  // functions
};

struct RegisteredTest {
  int group = 0;
  std::string name;  // with its groups' names
  Origin origin;
  std::uint32_t function = 0;
};

// What one test file has registered, and what its words need.
struct TestBook {
  explicit TestBook(Mapper& under_test) : mapper(under_test) { groups.emplace_back(); }

  Mapper& mapper;
  std::vector<TestGroup> groups;  // the first is the file itself
  int current = 0;
  std::vector<RegisteredTest> tests;
  Fixture fixture;
  std::string scratch;  // a text on its way into Lua
};

// Adds the words to an empty machine. `library` is the text of testing.lua. `book` must outlive the machine.
Result<void> add_test_vocabulary(Machine& machine, TestBook& book, const RuleFile& library);

// What one test, one test file may cost.
inline constexpr RuleBudget test_budget{Millis(2'000), std::size_t{256} << 20, 100'000'000};

}  // namespace crosswalk::rules
