// CSV tables beside the rules: found by key, answers with the table's own file:line, refused when they are
// ambiguous.
#include <doctest/doctest.h>

#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

std::string item_rule(const std::string& inside) {
  return "return { api = 1, item = lookup { " + inside + " } }";
}

Mapping map_sku(const RulesDesk& bench, const char* sku, const char* zip = "94105") {
  Fixture fixture;
  fixture.clear();
  REQUIRE(fixture.set_record("ship_to.postal_code", text(zip)).empty());
  fixture.add_line();
  REQUIRE(fixture.set_line("sku", text(sku)).empty());
  fixture.finish();
  const auto mapper = bench.mapper();
  return mapper->map(fixture.facts(), fixture.lines());
}

const char* const items = "sku,item,note\r\nMUG,I-MUG,\"a \"\"big\"\"\r\nmug\"\r\nLamp,I-LAMP,\r\nBARE,,\r\n";

TEST_CASE("lookup answers with the row's place in the table, without regard to the SKU's case") {
  RulesDesk bench({{"items.csv", items},
                   {"item.lua", item_rule("table = 'items.csv', key = 'sku', by = 'line.sku', value = "
                                          "'item', otherwise = hold 'no {sku}'")}});
  CHECK(map_sku(bench, "mug").lines.at(0).item == Answer{"I-MUG", {"rules/items.csv", 2}});
  CHECK(map_sku(bench, "LAMP").lines.at(0).item == Answer{"I-LAMP", {"rules/items.csv", 4}});
  const Mapping unknown = map_sku(bench, "NOPE");
  CHECK(unknown.verdict == Verdict::hold);
  CHECK(unknown.reason == "no NOPE");
  CHECK(unknown.origin == Origin{"rules/item.lua", 1});
  const Mapping bare = map_sku(bench, "BARE");
  CHECK(bare.verdict == Verdict::hold);
  CHECK(bare.reason == "the row has nothing in column item");
  CHECK(bare.origin == Origin{"rules/items.csv", 5});
}

TEST_CASE("an unknown SKU is held even when the rule has no otherwise") {
  RulesDesk bench(
      {{"items.csv", items},
       {"item.lua", item_rule("table = 'items.csv', key = 'sku', by = 'line.sku', value = 'item'")}});
  CHECK(map_sku(bench, "NOPE").reason.find("no row of rules/item.lua answers for line 1 (SKU NOPE") == 0);
}

TEST_CASE("functions find rows by key and by the longest beginning") {
  RulesDesk bench(
      {{"items.csv", items},
       {"tables/zones.csv", "zip,zone\n9,west\n941,bay\n1,east\n"},
       {"item.lua",
        "local items = csv { file = 'items.csv', key = 'sku' }\n"
        "local zones = csv { file = 'tables/zones.csv', key = 'zip', match = 'prefix' }\n"
        "return { api = 1, item = function(line, record)\n"
        "  local row = items:find(line.sku)\n"
        "  local zone = zones:find(record.ship_to.postal_code)\n"
        "  return (row and row.item or 'I-?') .. '-' .. (zone and zone.zone or 'nowhere')\nend }"}});
  CHECK(map_sku(bench, "MUG").lines.at(0).item.value == "I-MUG-bay");
  CHECK(map_sku(bench, "MUG", "90210").lines.at(0).item.value == "I-MUG-west");
  CHECK(map_sku(bench, "NOPE", "55555").lines.at(0).item.value == "I-?-nowhere");
}

TEST_CASE("a table that could answer in two ways is refused with both lines") {
  const auto flaw = [](const std::string& table, const std::string& rule) {
    return RulesDesk({{"items.csv", table}, {"item.lua", item_rule(rule)}}).flaw();
  };
  const std::string rule = "table = 'items.csv', key = 'sku', by = 'line.sku', value = 'item'";
  CHECK(flaw("sku,item\nA,1\nB,2\na,3\n", rule)
            .find("rules/items.csv:4: \"a\" stands in column sku a second time; the first is "
                  "rules/items.csv:2") != std::string::npos);
  CHECK(flaw("sku,item\nA,1\n,2\n", rule).find("rules/items.csv:3: column sku is empty") !=
        std::string::npos);
  CHECK(flaw("sku,item\nA ,1\n", rule).find("has blanks around it") != std::string::npos);
  CHECK(flaw("sku,item\nA,1,9\n", rule).find("rules/items.csv:2: the row has 3 fields") != std::string::npos);
  CHECK(flaw("sku,sku\nA,1\n", rule).find("two columns are named \"sku\"") != std::string::npos);
  CHECK(flaw("", rule).find("the table is empty") != std::string::npos);
  CHECK(flaw("sku,item\nA,\"1\n", rule).find("rules/items.csv:2: a quoted field is never closed") !=
        std::string::npos);
  CHECK(flaw(items, "table = 'item.csv', key = 'sku', value = 'item'")
            .find("rules/item.lua:1: there is no table rules/item.csv; did you mean items.csv?") !=
        std::string::npos);
  CHECK(flaw(items, "table = 'items.csv', key = 'skuu', value = 'item'")
            .find("rules/items.csv has no column skuu; did you mean sku?") != std::string::npos);
  CHECK(flaw(items, "table = 'items.csv', key = 'sku', value = 'itm'")
            .find("has no column itm; did you mean item?") != std::string::npos);
  CHECK(flaw(items, "table = 'items.csv', key = 'sku', value = 'item', by = 'line.amount'")
            .find("is no text") != std::string::npos);
  CHECK(flaw(items, "table = 'items.csv', key = 'sku', value = 'item', els = none")
            .find("lookup takes table") != std::string::npos);
}

TEST_CASE("tables are one copy for all workers and cannot be changed") {
  RulesDesk bench({{"items.csv", items},
                   {"item.lua",
                    "local items = csv { file = 'items.csv', key = 'sku' }\n"
                    "return { api = 1, item = function(line)\n  local row = items:find(line.sku)\n"
                    "  if line.quantity == 2 then row.item = 'X' end\n  return row.itm\nend }"}});
  CHECK(map_sku(bench, "MUG").reason.find("rules/items.csv has no column itm; did you mean item?") !=
        std::string::npos);
}

}  // namespace
}  // namespace crosswalk::rules
