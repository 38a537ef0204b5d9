// What rules can say, and that every answer carries the place that gave it.
#include <doctest/doctest.h>

#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

struct Given {
  Fixture fixture;
  Given() { one_line(fixture); }
};

// The account that `rows` give for a line with the fields set.
std::string account_for(const std::string& rows,
                        std::initializer_list<std::pair<const char*, const char*>> fields) {
  RulesDesk bench({{"account.lua", "return { api = 1, account = decide {\n" + rows + "\n} }"}});
  Fixture fixture;
  fixture.clear();
  fixture.add_line();
  for (const auto& [name, value] : fields) REQUIRE(fixture.set_line(name, text(value)).empty());
  fixture.finish();
  const auto mapper = bench.mapper();
  const Mapping& mapping = mapper->map(fixture.facts(), fixture.lines());
  if (mapping.verdict != Verdict::book) return "held: " + mapping.reason;
  return mapping.lines.at(0).account.value + " at " + std::to_string(mapping.lines.at(0).account.origin.line);
}

TEST_CASE("the first row whose columns all hold decides, and names its line") {
  const std::string rows =
      "row { class = 'tax', tax_class = 'facilitator', use = '820' },\n"
      "row { class = { 'tax', 'fee' }, use = '825' },\n"
      "row { sku = 'abc-1', use = '1' },\n"
      "row { sku = prefix 'XY', amount = over(20), use = '2' },\n"
      "row { amount = between('-5.00', 0), use = '3' },\n"
      "row { condition = is_not 'New', use = '4' },\n"
      "row { carrier = is_not(null), use = '5' },\n"
      "row { date = between('2026-02-01', '2026-02-28'), use = '6' },\n"
      "row {\n"
      "  quantity = under(1), use = '7' },\n"
      "row { sku = any, ['record.ship_to.state'] = { 'CA', 'NY' }, quantity = 3, use = '8' }";
  CHECK(account_for(rows, {{"class", "tax"}, {"tax_class", "facilitator"}}) == "820 at 2");
  CHECK(account_for(rows, {{"class", "tax"}, {"tax_class", "seller"}}) == "825 at 3");
  CHECK(account_for(rows, {{"class", "fee"}}) == "825 at 3");
  CHECK(account_for(rows, {{"sku", "ABC-1"}}) == "1 at 4");
  CHECK(account_for(rows, {{"sku", "xy-9"}, {"amount", "20.01"}}) == "2 at 5");
  CHECK(account_for(rows, {{"sku", "xy-9"}, {"amount", "-5.00"}}) == "3 at 6");
  CHECK(account_for(rows, {{"condition", "Used"}}) == "4 at 7");
  CHECK(account_for(rows, {{"carrier", "UPS"}}) == "5 at 8");
  CHECK(account_for(rows, {{"date", "2026-02-28"}}) == "6 at 9");
  CHECK(account_for(rows, {{"quantity", "0.5"}}) == "7 at 10");
  CHECK(account_for(rows, {{"quantity", "3"}}) == "8 at 12");
  CHECK(account_for(rows, {{"sku", "xy-9"}, {"amount", "20.00"}}) ==
        "held: no row of rules/account.lua answers for line 1 (SKU xy-9, class product, charge ItemPrice); "
        "add one, then "
        "replay the record");
}

TEST_CASE("functions may stand for a whole answer, a row's condition and a row's value") {
  const std::string rows =
      "row { when = function(line, record) return line.sku:sub(1, 2) == 'AB' and record.market == 'us' end, "
      "use = '1' },\n"
      "row { sku = prefix 'C', use = function(line) return '4' .. line.sku:match('%d+') end },\n"
      "row { sku = 'D', use = decide { row { amount = over(5), use = '9' } } },\n"
      "row { use = function() return nil end }";
  CHECK(account_for(rows, {{"sku", "AB-1"}}) == "1 at 2");
  CHECK(account_for(rows, {{"sku", "C-77"}}) == "477 at 3");
  CHECK(account_for(rows, {{"sku", "D"}}) == "9 at 4");
  CHECK(account_for(rows, {{"sku", "E"}}).find("held: no row of") == 0);
}

TEST_CASE("an answer of the wrong kind holds the record") {
  const auto reason = [](const std::string& body) {
    RulesDesk bench({{"account.lua", account_function(body)}});
    Given given;
    const auto mapper = bench.mapper();
    const Mapping& mapping = mapper->map(given.fixture.facts(), given.fixture.lines());
    CHECK(mapping.verdict == Verdict::hold);
    CHECK(mapping.origin == Origin{"rules/account.lua", 1});
    CHECK(mapping.lines.empty());
    return mapping.reason;
  };
  CHECK(reason("return 90").find("the account is a number") == 0);
  CHECK(reason("return true").find("the function answered with a boolean") == 0);
  CHECK(reason("return none").find("none is no answer to account") == 0);
  CHECK(reason("return {}").find("the function answered with a table") == 0);
  CHECK(reason("return ''").find("the account is an empty text") == 0);
  CHECK(reason("return 'a\\nb'").find("a line break") != std::string::npos);
  CHECK(reason("return line").find("no answer to account") != std::string::npos);
}

TEST_CASE("hold and skip stop the record with their own place") {
  RulesDesk bench({{"hold.lua",
                    "return { api = 1, hold = function(record)\n"
                    "  if record.order_type == 'replacement' then\n"
                    "    return skip('replaces ' .. (record.original_order or 'nothing'))\n"
                    "  end\n"
                    "  if record.total > 100 then return hold 'much' end\n"
                    "end }"},
                   {"item.lua",
                    "local unknown = hold 'SKU {sku} of {record.id} has no item'\n"
                    "return { api = 1, item = function(line)\n"
                    "  if line.sku == 'SKU-1' then return none end\n"
                    "  return unknown\nend }"}});
  const auto mapper = bench.mapper();
  Fixture fixture;
  CHECK(mapper->map(one_line(fixture).facts(), fixture.lines()).verdict == Verdict::book);
  CHECK(mapper->map(fixture.facts(), fixture.lines()).lines.at(0).item.value.empty());
  CHECK(mapper->map(fixture.facts(), fixture.lines()).lines.at(0).item.origin.file == "rules/item.lua");

  fixture.clear();
  REQUIRE(fixture.set_record("order_type", text("replacement")).empty());
  fixture.finish();
  CHECK(mapper->map(fixture.facts(), fixture.lines()).verdict == Verdict::skip);
  CHECK(mapper->map(fixture.facts(), fixture.lines()).reason == "replaces nothing");
  CHECK(mapper->map(fixture.facts(), fixture.lines()).origin == Origin{"rules/hold.lua", 3});

  fixture.clear();
  fixture.add_line();
  REQUIRE(fixture.set_line("amount", text("100.01")).empty());
  fixture.finish();
  CHECK(mapper->map(fixture.facts(), fixture.lines()).origin == Origin{"rules/hold.lua", 5});

  fixture.clear();
  fixture.add_line();
  REQUIRE(fixture.set_line("sku", text("OTHER")).empty());
  fixture.finish();
  const Mapping& mapping = mapper->map(fixture.facts(), fixture.lines());
  CHECK(mapping.reason == "SKU OTHER of 108800000000001 has no item");
  CHECK(mapping.origin == Origin{"rules/item.lua", 1});
}

TEST_CASE("without their files there is no item and no tracking, and the channel is the contact") {
  RulesDesk bench;
  Given given;
  const auto mapper = bench.mapper();
  const Mapping& mapping = mapper->map(given.fixture.facts(), given.fixture.lines());
  CHECK(mapping.verdict == Verdict::book);
  CHECK(mapping.contact == Answer{"Walmart Marketplace US", {"built in", 0}});
  CHECK(mapping.lines.at(0).item == Answer());
  CHECK(mapping.lines.at(0).tracking.empty());
  CHECK(mapping.lines.at(0).tax == Answer{"NONE", {"rules/tax.lua", 1}});
  CHECK(mapping.version == mapper->rule_set().version());
}

TEST_CASE("tracking is sorted, bounded and typed") {
  const auto map_with = [](const std::string& body) {
    RulesDesk bench({{"tracking.lua",
                      "local shared = { B = '2', A = '1' }\nreturn { api = 1, tracking = function(line)\n" +
                          body + "\nend }"}});
    Given given;
    const auto mapper = bench.mapper();
    return Mapping(mapper->map(given.fixture.facts(), given.fixture.lines()));
  };
  const Mapping good = map_with("return shared");
  REQUIRE(good.lines.at(0).tracking.size() == 2);
  CHECK(good.lines.at(0).tracking[0] == TrackingAnswer{"A", "1", {"rules/tracking.lua", 2}});
  CHECK(map_with("return none").lines.at(0).tracking.empty());
  CHECK(map_with("return { Channel = 1 }").reason.find("a table of texts") != std::string::npos);
  CHECK(map_with("local t = {} for i = 1, 11 do t['c' .. i] = 'x' end return t").reason ==
        "tracking has more than 10 categories");
  CHECK(map_with("return nil").verdict == Verdict::hold);
}

TEST_CASE("the version depends on names and texts, tests apart") {
  RulesDesk bench;
  const std::string before = (*bench.load())->version();
  CHECK(before.size() == 12);
  bench.write("account_test.lua", "describe('x', function() end)");
  CHECK((*bench.load())->version() == before);
  bench.write("zones.csv", "zip,zone\n9,west\n");
  const std::string with_table = (*bench.load())->version();
  CHECK(with_table != before);
  bench.write("zones.csv", "zip,zone\n9,east\n");
  CHECK((*bench.load())->version() != with_table);
}

}  // namespace
}  // namespace crosswalk::rules
