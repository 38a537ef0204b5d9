// Property tests: orders that rules are tried with, and how the failing one is made small.
#include <doctest/doctest.h>

#include <set>

#include "rules/testing/order_generator.h"
#include "rules/testing/order_shrinker.h"
#include "rules/testing/test_runner.h"
#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

using Fields = OrderSketch::Fields;

std::vector<TestResult> run(const RulesDesk& desk) {
  auto report = run_tests(desk.directory(), "rules/", RulesDesk::scripts(), "");
  REQUIRE(report.ok());
  return std::move(report->results);
}

const char* const items = "sku,item\nMUG-BLU,MUG\nLAMP-01,LAMP\n";
const char* const item_rule =
    "return { api = 1, item = lookup { table = 'items.csv', key = 'sku', value = 'item', otherwise = none } "
    "}";

TEST_CASE("the same seed makes the same orders, and they cover what orders can be") {
  const OrderWords words{{"A", "B"}, {}};
  OrderGenerator one(words, 7);
  OrderGenerator same(words, 7);
  OrderGenerator other(words, 8);
  std::set<std::string> classes;
  std::set<std::string> seen;
  std::set<std::string> skus;
  bool differs = false;
  for (int i = 0; i < 300; ++i) {
    const OrderSketch order = one.next();
    CHECK(text_of(order) == text_of(same.next()));
    differs = differs || text_of(order) != text_of(other.next());
    for (const auto& field : order.record) seen.insert(field.first);
    for (const Fields& line : order.lines) {
      const Literal* line_class = field_of(line, "class");
      classes.insert(line_class != nullptr ? line_class->text : "product");
      if (const Literal* tax_class = field_of(line, "tax_class")) classes.insert(tax_class->text);
      if (const Literal* state = field_of(line, "state")) classes.insert(state->text);
      skus.insert(field_of(line, "sku")->text);
    }
  }
  CHECK(differs);
  for (const char* name :
       {"product", "shipping", "discount", "tax", "facilitator", "seller", "open", "cancelled"})
    CHECK_MESSAGE(classes.contains(name), name);
  for (const char* name : {"order_type", "ship_to.state", "fulfilment", "order_date", "cancel_requested"})
    CHECK_MESSAGE(seen.contains(name), name);
  CHECK(skus.contains("A"));
  CHECK(skus.contains("B"));
  CHECK(skus.size() > 2);
}

TEST_CASE("SKUs come from the rules' tables and values from their rows") {
  const RulesDesk desk({{"items.csv", items},
                        {"item.lua", item_rule},
                        {"account.lua",
                         "return { api = 1, account = decide {\n"
                         "  row { carrier = prefix 'UP', use = '201' },\n"
                         "  row { amount = over(500), use = '202' },\n"
                         "  row { ['record.order_date'] = '2026-03-01', use = '203' },\n"
                         "  row { use = '200' },\n"
                         "} }"}});
  const auto sources = Sources::read(desk.directory(), "rules/", RulesDesk::scripts());
  REQUIRE(sources.ok());
  const auto words = words_of(**sources);
  REQUIRE(words.ok());
  CHECK(words->skus == std::vector<std::string>{"LAMP-01", "MUG-BLU"});
  std::set<std::string> values;
  for (const auto& [path, literals] : words->literals)
    for (const Literal& literal : literals) values.insert(path + "=" + literal.text);
  CHECK(values == std::set<std::string>{"line.carrier=UP", "line.carrier=UP1", "line.amount=499.99",
                                        "line.amount=500.00", "line.amount=500.01",
                                        "record.order_date=2026-02-28", "record.order_date=2026-03-01",
                                        "record.order_date=2026-03-02"});
}

TEST_CASE("a failing order is made as small as it can be") {
  OrderSketch order;
  set_field(order.record, "ship_to.state", text("AK"));
  set_field(order.record, "fulfilment", text("wfs"));
  for (const char* amount : {"7.31", "412.87", "0.05"}) {
    set_field(order.lines.emplace_back(), "amount", text(amount));
    set_field(order.lines.back(), "sku", text("MUG-BLU"));
  }
  int asked = 0;
  const auto fails = [&](const OrderSketch& tried) {
    ++asked;
    const Literal* state = field_of(tried.record, "ship_to.state");
    if (state == nullptr || state->text != "AK") return false;
    return std::any_of(tried.lines.begin(), tried.lines.end(), [](const Fields& line) {
      const Literal* amount = field_of(line, "amount");
      return amount != nullptr && Decimal::parse(amount->text)->units() > 100 * Decimal::one;
    });
  };
  CHECK(text_of(shrunk(order, fails, {1000, ""})) ==
        "order { ship_to = { state = \"AK\" }, lines = { line { amount = \"100.01\" } } }");
  CHECK(asked < 60);
  asked = 0;
  CHECK(fails(shrunk(order, fails, {5, ""})));
  CHECK(asked == 6);
}

TEST_CASE("a property that fails says so with an order that can be pasted, and it then fails again") {
  const std::string body =
      "  local result = map(order)\n"
      "  for _, line in ipairs(result.lines) do assert.not_equal('202', line.account) end\n";
  const char* const account =
      "return { api = 1, account = decide {\n"
      "  row { ['record.ship_to.state'] = 'NJ', amount = over(250), use = '202' },\n"
      "  row { use = '200' },\n"
      "} }";
  const RulesDesk desk(
      {{"account.lua", account},
       {"a_test.lua", "property('is never 202', { runs = 500 }, function(order)\n" + body + "end)\n"}});
  const TestResult result = run(desk).at(0);
  CHECK_FALSE(result.passed);
  CHECK(result.message.find("rules/a_test.lua:3: did not expect \"202\"\norder ") == 0);
  const std::size_t at = result.message.find("\norder {");
  REQUIRE_MESSAGE(at != std::string::npos, result.message);
  const std::string pasted = result.message.substr(at + 1);
  CHECK(pasted == "order { ship_to = { state = \"NJ\" }, lines = { line { amount = \"250.01\" } } }");
  desk.write("a_test.lua", "it('pasted', function()\n  local order = " + pasted + "\n" + body + "end)\n");
  CHECK_FALSE(run(desk).at(0).passed);
}

TEST_CASE("what fails for another reason is no smaller order of the same failure") {
  const RulesDesk desk(
      {{"items.csv", items},
       {"item.lua",
        "return { api = 1, item = lookup { table = 'items.csv', key = 'sku', value = 'item',\n"
        "otherwise = hold 'unknown {sku}' } }"},
       {"hold.lua",
        "return { api = 1, hold = decide { row { ['record.ship_to.state'] = 'AK', use = hold 'far' } } }"},
       {"a_test.lua",
        "property('far', { runs = 500 }, function(order)\n"
        "  local result = map(order)\n"
        "  if result.held and result.reason == 'far' then error('far') end\n"
        "  for _, line in ipairs(result.lines) do\n"
        "    if line.item == 'MUG' then error('a mug') end\n"
        "  end\n"
        "end)\n"}});
  const std::string message = run(desk).at(0).message;
  const bool far = message.find("a_test.lua:3: far\n") != std::string::npos;
  const std::string smallest =
      far ? "order { ship_to = { state = \"AK\" }, lines = { line { sku = \"LAMP-01\" } } }"
          : "order { lines = { line { sku = \"MUG-BLU\" } } }";
  CHECK_MESSAGE(message.ends_with(smallest), message);
}

TEST_CASE("a property that holds passes, and its words are checked") {
  const RulesDesk desk({{"items.csv", items},
                        {"item.lua", item_rule},
                        {"a_test.lua",
                         "property('books every line', function(order)\n"
                         "  local result = map(order)\n"
                         "  assert.equal(#order.lines, #result.lines)\n"
                         "end)\n"},
                        {"b_test.lua", "property('x', { runs = 0 }, function() end)\n"},
                        {"c_test.lua", "property(function() end)\n"},
                        {"d_test.lua", "property('ends', function() while true do end end)\n"}});
  const auto results = run(desk);
  REQUIRE(results.size() == 4);
  CHECK_MESSAGE(results[0].passed, results[0].message);
  CHECK(results[1].message.find("whole numbers above 0") != std::string::npos);
  CHECK(results[2].message.find("property needs a name") != std::string::npos);
  CHECK(results[3].message.find("look for a loop that does not end") != std::string::npos);
}

TEST_CASE("an order is printed as Lua that means the same") {
  OrderSketch order;
  set_field(order.record, "buyer.name", text("Ann \"Ä\" \\ \n\x01 9"));
  set_field(order.record, "cancel_requested", {Literal::Kind::flag, "true"});
  for (int i = 0; i < 3; ++i) set_field(order.lines.emplace_back(), "quantity", {Literal::Kind::number, "3"});
  const RulesDesk desk(
      {{"account.lua",
        account_function("return record.buyer.name .. '|' .. tostring(record.cancel_requested) .. "
                         "tostring(line.quantity)")},
       {"a_test.lua", "it('x', function() local held = map(" + text_of(order) +
                          ").reason assert.contains('control character', held) end)"},
       {"b_test.lua", "it('x', function() local o = " + text_of(order) +
                          " assert.equal('Ann \"Ä\" \\\\ \\n\\1 9', o.buyer.name) "
                          "assert.equal(3, #o.lines) assert.is_true(o.cancel_requested) end)"}});
  for (const TestResult& result : run(desk)) CHECK_MESSAGE(result.passed, result.message);
}

}  // namespace
}  // namespace crosswalk::rules
