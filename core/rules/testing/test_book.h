// TestBook: what one test file has registered, and what its words need while they run. Plain data; it must
// outlive the machine whose words look into it.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "rules/language/sources.h"
#include "rules/lua/raw_value.h"
#include "rules/mapper.h"
#include "rules/testing/fixture.h"
#include "rules/testing/item_fixture.h"
#include "rules/testing/snapshots.h"
#include "rules/testing/workbench.h"

namespace crosswalk::rules {

struct TestGroup {
  int parent = -1;
  std::string name;
  std::vector<std::uint32_t> setup;  // functions; setup and teardown once, the others around each test
  std::vector<std::uint32_t> before_each;
  std::vector<std::uint32_t> after_each;
  std::vector<std::uint32_t> teardown;
};

struct RegisteredTest {
  enum class Kind { plain, property, pending };
  Kind kind = Kind::plain;
  int group = 0;
  std::string name;  // with its groups' names
  Origin origin;
  std::uint32_t function = 0;
  std::uint32_t argument = 0;  // of a case: the table that it is about; 0: none
  int runs = 0;                // of a property
  std::uint64_t seed = 0;      // of a property: what its test said; 0: the name alone
};

struct TestBook {
  TestBook(Mapper& under_test, const Sources& rule_sources, Snapshots& kept, Workbench* bench)
      : mapper(under_test), sources(rule_sources), snapshots(kept), workbench(bench) {
    groups.emplace_back();
  }

  Mapper& mapper;
  const Sources& sources;
  Snapshots& snapshots;
  Workbench* workbench;
  std::vector<TestGroup> groups;  // the first is the file itself
  int current = 0;
  std::vector<RegisteredTest> tests;
  std::string text;            // of the test file
  Fixture fixture;             // the order that a word was given
  std::deque<Record> records;  // what `records` has read, by number
  const Mapping* mapping = nullptr;
  ItemFixture item;  // the item that `offer` was given
  const Offering* offering = nullptr;
  RawValue tree;        // a value on its way into Lua or out of it
  std::string scratch;  // a text on its way into Lua
};

}  // namespace crosswalk::rules
