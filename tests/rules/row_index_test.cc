// A long decision table answers what a walk from its top would, row for row.
#include "rules/language/row_index.h"

#include <doctest/doctest.h>

#include <random>

#include "rules/language/condition.h"
#include "rules/loaded_rule_set.h"
#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

std::string random_condition(std::mt19937& random) {
  const auto sku = [&] { return "'S" + std::to_string(random() % 40) + (random() % 3 == 0 ? "X'" : "'"); };
  switch (random() % 6) {
    case 0:
      return "sku = prefix " + sku();
    case 1:
      return "sku = { " + sku() + ", " + sku() + ", " + sku() + " }";
    case 2:
      return "sku = is_not(" + sku() + ")";
    case 3:
      return "class = 'shipping'";
    default:
      return "sku = " + sku();
  }
}

const Node& account_table(const RuleSet& rules) {
  return *static_cast<const LoadedRuleSet&>(rules).program().answer(Question::account)->node;
}

TEST_CASE("rows of a long table are tried as they stand") {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::string rows;
    for (int i = 0; i < 60; ++i)
      rows += "row { " + random_condition(random) +
              (random() % 4 == 0 ? ", amount = over(" + std::to_string(random() % 20) + ")" : "") +
              ", use = '" + std::to_string(i) + "' },\n";
    RulesDesk desk({{"account.lua", "return { api = 1, account = decide {\n" + rows + "} }"}});
    const auto rules = desk.load();
    REQUIRE(rules.ok());
    const Node& node = account_table(**rules);
    REQUIRE(node.row_index != nullptr);
    for (int i = 0; i < 200; ++i) {
      Fixture fixture;
      fixture.clear();
      fixture.add_line();
      const std::string sku = std::string(random() % 2 == 0 ? "S" : "s") + std::to_string(random() % 50) +
                              (random() % 3 == 0 ? "x" : "");
      REQUIRE(fixture.set_line("sku", text(sku.c_str())).empty());
      REQUIRE(fixture.set_line("amount", text(std::to_string(random() % 25).c_str())).empty());
      fixture.finish();
      const RecordScope record{fixture.facts(), fixture.lines()};
      const Subject subject{&record, fixture.lines().data(), nullptr};
      const auto holds = [&](const Row& row) {
        for (const Test& test : row.tests)
          if (!meets(test, value_of(*test.field, subject))) return false;
        return true;
      };
      const Row* by_hand = nullptr;
      for (const Row& row : node.rows)
        if (by_hand == nullptr && holds(row)) by_hand = &row;
      const Row* by_index = nullptr;
      RowWalk walk(node, subject);
      int tried = 0;
      while (const Row* row = walk.next()) {
        ++tried;
        if (by_index == nullptr && holds(*row)) by_index = row;
      }
      CHECK(by_index == by_hand);
      CHECK(tried < 60);
    }
  }
}

TEST_CASE("a table whose rows no value tells apart has no index") {
  std::string rows;
  for (int i = 0; i < 40; ++i) rows += "row { amount = over(" + std::to_string(i) + "), use = '1' },\n";
  RulesDesk desk({{"account.lua", "return { api = 1, account = decide {\n" + rows + "} }"}});
  const auto rules = desk.load();
  REQUIRE(rules.ok());
  CHECK(account_table(**rules).row_index == nullptr);
}

}  // namespace
}  // namespace crosswalk::rules
