// A rule set that was kept as text is the rule set that was kept.
#include "rules/stored.h"

#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "rules/testing/test_runner.h"
#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

std::shared_ptr<const RuleSet> must(Result<std::shared_ptr<const RuleSet>> loaded) {
  REQUIRE_MESSAGE(loaded.ok(), (loaded ? "" : loaded.error().text()));
  return std::move(*loaded);
}

TEST_CASE("a stored rule set has the version, texts, tests and answers of the one that was stored") {
  const RulesDesk desk(
      {{"item.lua",
        "return { api = 1, item = lookup { table = 'tables/items.csv', key = 'sku', value = 'item' } }\n"},
       {"tables/items.csv", "sku,item,name\nSKU-1,ITEM,caf\xE9 \xFF\n\x01,B,\n"},
       {"tax_test.lua",
        "it('is NONE', function()\n"
        "  assert.equal('NONE', map(order { lines = { line {} } }).lines[1].tax)\n"
        "end)\n"}});
  const auto disk = must(desk.load());
  const std::string stored = stored_form(*disk);
  CHECK(parse_json(stored, "stored").ok());
  const auto again = must(load_stored(stored, disk->version()));
  CHECK(again->version() == disk->version());
  CHECK(stored_form(*again) == stored);
  CHECK(run_tests(again, TestPlan{}).value().results.size() == 1);
  CHECK(run_tests(again, TestPlan{}).value().failures() == 0);
  Fixture fixture;
  one_line(fixture);
  auto mapper = make_mapper(again, RuleBudget());
  REQUIRE(mapper.ok());
  const Mapping& mapping = (*mapper)->map(fixture.facts(), fixture.lines());
  REQUIRE(mapping.lines.size() == 1);
  CHECK(mapping.lines[0].item.value == "ITEM");
  CHECK(mapping.lines[0].item.origin.text() == "rules/tables/items.csv:2");

  const auto texts = stored_texts(stored).value();
  const auto same = texts_of(*disk);
  REQUIRE(texts.size() == same.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CHECK(texts[i].name == same[i].name);
    CHECK(texts[i].text == same[i].text);
  }
  const auto has = [&](std::string_view name) {
    return std::any_of(texts.begin(), texts.end(), [&](const RuleFile& file) { return file.name == name; });
  };
  CHECK(has("rules/tables/items.csv"));
  CHECK(has("rules/tax_test.lua"));
  CHECK(has("scripts/testing.lua"));
}

TEST_CASE("texts that are not those of the version are refused") {
  const RulesDesk desk;
  const auto rules = must(desk.load());
  const std::string stored = stored_form(*rules);
  CHECK(load_stored(stored, "000000000000").error().message.find("not to 000000000000") != std::string::npos);
  for (const char* broken : {"", "{}", "[]", "{\"files\":{\"tax.lua\":1},\"tests\":{},\"library\":{}}"})
    CHECK(load_stored(broken, rules->version()).error().kind == ErrorKind::io);
}

TEST_CASE("the library belongs to the version") {
  const RulesDesk desk;
  const auto rules = must(desk.load());
  auto json = parse_json(stored_form(*rules), "stored").value();
  json["library"]["scripts/us_states.lua"] = "return {}\n";
  CHECK(load_stored(to_text(json), rules->version()).error().kind == ErrorKind::io);
}

}  // namespace
}  // namespace crosswalk::rules
