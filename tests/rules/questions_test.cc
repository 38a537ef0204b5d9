// The questions beyond item, tax, tracking and account: what may answer them, and what is an error.
#include <doctest/doctest.h>

#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

std::string rule(const std::string& name, const std::string& answer) {
  return "return { api = 1, " + name + " = " + answer + " }\n";
}

// The first line's answer of the given question, or why the record is held.
std::string told(const char* file, const std::string& name, const std::string& answer) {
  RulesDesk desk({{file, rule(name, answer)}});
  Fixture fixture;
  one_line(fixture);
  const auto mapper = desk.mapper();
  const Mapping& mapping = mapper->map(fixture.facts(), fixture.lines());
  if (mapping.verdict != Verdict::book) return "held: " + mapping.reason + " [" + mapping.origin.text() + "]";
  const LineAnswers& line = mapping.lines.at(0);
  const Answer& given = name == "description" ? line.description
                        : name == "date"      ? line.date
                        : name == "cost"      ? line.cost
                        : name == "catalogue" ? line.catalogue
                                              : mapping.reference;
  return given.value + " at " + given.origin.text();
}

std::string flaw(const char* file, const std::string& name, const std::string& answer) {
  return RulesDesk({{file, rule(name, answer)}}).flaw();
}

bool has(const std::string& text, const char* part) {
  const bool found = text.find(part) != std::string::npos;
  CHECK_MESSAGE(found, "\"" << part << "\" is not in: " << text);
  return found;
}

TEST_CASE("description, reference, date and unit cost are asked when their files are there") {
  CHECK(told("description.lua", "description", "function(line) return 'Sold: ' .. line.sku end") ==
        "Sold: SKU-1 at rules/description.lua:1");
  CHECK(told("reference.lua", "reference", "function(record) return 'PO ' .. record.id end") ==
        "PO 108800000000001 at rules/reference.lua:1");
  CHECK(told("date.lua", "date", "function(line, record) return record.order_date end") ==
        "2026-01-28 at rules/date.lua:1");
  CHECK(told("date.lua", "date", "decide { row { use = '2026-02-01' } }") ==
        "2026-02-01 at rules/date.lua:1");
  CHECK(told("cost.lua", "cost", "decide { row { use = '4.20' } }") == "4.20 at rules/cost.lua:1");
  CHECK(told("cost.lua", "cost", "decide { row { use = 4 } }") == "4 at rules/cost.lua:1");
  CHECK(told("cost.lua", "cost", "decide { row { use = money('4.20', 'USD') } }") ==
        "4.2 at rules/cost.lua:1");
  CHECK(told("cost.lua", "cost", "function(line) return line.amount * decimal '0.4' end") ==
        "4 at rules/cost.lua:1");
  CHECK(told("cost.lua", "cost", "decide { row { use = none } }") == " at rules/cost.lua:1");
}

TEST_CASE("the catalogue rule says create, update or none, and nothing else") {
  CHECK(told("catalogue.lua", "catalogue", "decide { row { use = 'create' } }") ==
        "create at rules/catalogue.lua:1");
  CHECK(told("catalogue.lua", "catalogue", "function(line) return 'update' end") ==
        "update at rules/catalogue.lua:1");
  CHECK(told("catalogue.lua", "catalogue", "decide { row { use = none } }") == " at rules/catalogue.lua:1");
  CHECK(has(flaw("catalogue.lua", "catalogue", "decide { row { use = 'delete' } }"),
            "the catalogue's answer is \"create\", \"update\" or none, not \"delete\""));
  CHECK(has(told("catalogue.lua", "catalogue", "function() return 'all' end"), "not \"all\""));
}

TEST_CASE("without their files the mapping says nothing of them") {
  RulesDesk desk;
  Fixture fixture;
  one_line(fixture);
  const auto mapper = desk.mapper();
  const Mapping& mapping = mapper->map(fixture.facts(), fixture.lines());
  CHECK(mapping.reference == Answer());
  CHECK(mapping.lines.at(0).description == Answer());
  CHECK(mapping.lines.at(0).date == Answer());
  CHECK(mapping.lines.at(0).cost == Answer());
  CHECK(mapping.lines.at(0).catalogue == Answer());
}

TEST_CASE("answers of the wrong type are errors with file:line") {
  CHECK(has(flaw("date.lua", "date", "decide {\nrow { use = '31 Jan' } }"),
            "rules/date.lua:2: the date is a day, like \"2026-01-31\", not \"31 Jan\""));
  CHECK(has(flaw("date.lua", "date", "decide { row { use = 20260131 } }"), "the date is a text"));
  CHECK(has(flaw("cost.lua", "cost", "decide { row { use = '-1' } }"), "the cost is an amount"));
  CHECK(has(flaw("cost.lua", "cost", "decide { row { use = 4.2 } }"), "write it as text, like \"24.99\""));
  CHECK(has(flaw("cost.lua", "cost", "decide { row { use = { A = 'b' } } }"), "cost needs a number"));
  CHECK(has(flaw("description.lua", "description", "decide { row { use = none } }"),
            "none is no answer to description"));
  CHECK(has(flaw("reference.lua", "reference", "decide { row { sku = 'A', use = 'x' } }"),
            "there is no field record.sku"));
  CHECK(has(flaw("reference.lua", "reference", "decide { row { ['line.sku'] = 'A', use = 'x' } }"),
            "the reference is asked once a record, so line.sku cannot be used"));
  CHECK(
      has(flaw("item.lua", "item", "decide { row { use = { 'A', 'B' } } }"), "a list is no answer to item"));

  CHECK(has(told("date.lua", "date", "function() return '2026-02-30' end"),
            "held: the date is a day, like \"2026-01-31\", not \"2026-02-30\" [rules/date.lua:1]"));
  CHECK(has(told("date.lua", "date", "function() return 5 end"), "held: the date is a number"));
  CHECK(has(told("cost.lua", "cost", "function() return money('1', 'CAD') end"),
            "held: the cost is in CAD, but what is asked about is in USD [rules/cost.lua:1]"));
  CHECK(has(told("cost.lua", "cost", "decide { row { use = money('1', 'CAD') } }"),
            "held: the cost is in CAD"));
  CHECK(has(told("cost.lua", "cost", "function() return 1 / 3 end"),
            "held: the function answered with a number"));
  CHECK(has(told("reference.lua", "reference", "function() return { 'x' } end"), "answered with a table"));
  CHECK(has(told("description.lua", "description", "function() return 'a\\nb' end"), "a line break"));
  CHECK(has(told("reference.lua", "reference", "function() return ('x'):rep(256) end"),
            "longer than 255 bytes"));
}

TEST_CASE("log writes into the record's own trail, bounded and without a buyer's data") {
  RulesDesk desk(
      {{"account.lua", account_function("log('looked at ' .. line.sku)\n"
                                        "log('sold to ' .. record.buyer.name .. ' in Sacramento')\n"
                                        "log('a\\nb' .. ('x'):rep(300))\n"
                                        "for i = 1, 40 do log 'again' end\nreturn '200'")}});
  const auto mapper = desk.mapper();
  Fixture fixture;
  one_line(fixture);
  for (int round = 0; round < 2; ++round) {  // what one record wrote is not the next one's
    const Mapping& mapping = mapper->map(fixture.facts(), fixture.lines());
    REQUIRE(mapping.verdict == Verdict::book);
    REQUIRE(mapping.remarks.size() == 21);
    CHECK(mapping.remarks[0] == Remark{"looked at SKU-1", {"rules/account.lua", 2}});
    CHECK(mapping.remarks[1].text == "sold to {record.buyer.name} in {record.ship_to.city}");
    CHECK(mapping.remarks[2].text == "a b" + std::string(197, 'x') + "…");
    CHECK(mapping.remarks[20].text == "more was written here and left out");
  }
  CHECK(has(RulesDesk({{"account.lua", "log 'x'\nreturn {}"}}).flaw(), "log belongs into a function"));
}

TEST_CASE("a hold that a function words does not carry a buyer's data") {
  RulesDesk desk({{"account.lua",
                   account_function("return hold('ask ' .. record.buyer.email .. ' about ' .. line.sku)")}});
  Fixture fixture;
  one_line(fixture);
  CHECK(desk.mapper()->map(fixture.facts(), fixture.lines()).reason ==
        "ask {record.buyer.email} about SKU-1");
  // A name inside another word is nobody's.
  REQUIRE(fixture.set_record("buyer.name", text("ask")).empty());
  RulesDesk other({{"account.lua", account_function("return hold('a task is open')")}});
  CHECK(other.mapper()->map(fixture.facts(), fixture.lines()).reason == "a task is open");
}

struct Ware {
  ItemFacts facts;
  Ware() {
    facts.code = "MUG";
    facts.name = "A mug";
    facts.market = "us";
    facts.channel = "Walmart Marketplace US";
    facts.currency = *Currency::parse("USD");
    facts.on_hand = Decimal::whole(10);
    facts.committed = Decimal::whole(3);
    facts.price = *Decimal::parse("24.99");
  }
};

TEST_CASE("stock and price are asked for every SKU of an item") {
  RulesDesk desk({
      {"sku.lua", rule("sku",
                       "decide {\nrow { code = 'MUG', use = { 'MUG-1', 'MUG-2PK' } },\n"
                       "row { code = prefix 'X', use = none } }")},
      {"stock.lua", rule("stock",
                         "function(item)\nlocal free = item.on_hand - item.committed\n"
                         "if item.sku == 'MUG-2PK' then free = free // 2 end\nreturn free end")},
      {"price.lua", rule("price",
                         "decide { row { sku = 'mug-2pk', use = '45.00' },\n"
                         "row { use = function(item) return item.price end } }")},
  });
  const auto mapper = desk.mapper();
  Ware ware;
  const Offering offering = mapper->offer(ware.facts);
  REQUIRE(offering.verdict == Verdict::book);
  REQUIRE(offering.offers.size() == 2);
  CHECK(offering.offers[0].sku == Answer{"MUG-1", {"rules/sku.lua", 2}});
  CHECK(offering.offers[0].stock == Answer{"7", {"rules/stock.lua", 1}});
  CHECK(offering.offers[0].price == Answer{"24.99", {"rules/price.lua", 2}});
  CHECK(offering.offers[1].stock.value == "3");
  CHECK(offering.offers[1].price == Answer{"45.00", {"rules/price.lua", 1}});
  CHECK(offering.version == mapper->rule_set().version());

  ware.facts.code = "X-1";
  CHECK(mapper->offer(ware.facts).offers.empty());
  CHECK(mapper->offer(ware.facts).verdict == Verdict::book);
  ware.facts.code = "OTHER";
  CHECK(mapper->offer(ware.facts).reason == "no row of rules/sku.lua answers for item OTHER; add one");
  // Orders are mapped by the same rules, before and after.
  Fixture fixture;
  one_line(fixture);
  CHECK(mapper->map(fixture.facts(), fixture.lines()).verdict == Verdict::book);
}

TEST_CASE("an item's answers are typed, and a fault holds the item") {
  const auto reason = [](const std::string& stock) {
    RulesDesk desk({{"stock.lua", rule("stock", stock)}});
    const Ware ware;
    const auto mapper = desk.mapper();
    const Offering& offering = mapper->offer(ware.facts);
    CHECK(offering.offers.empty());
    CHECK(offering.verdict == Verdict::hold);
    return offering.reason + " [" + offering.origin.text() + "]";
  };
  CHECK(has(reason("function(item) return item.on_hand - 20 end"),
            "the stock is a whole number of units, like 12, not \"-10\" [rules/stock.lua:1]"));
  CHECK(has(reason("function(item) return '1.5' end"), "a whole number of units"));
  CHECK(has(reason("function(item) return item.onhand end"), "did you mean item.on_hand?"));
  CHECK(has(reason("function(item) while true do end end"), "look for a loop that does not end"));
  CHECK(
      has(reason("function(item) return hold('count ' .. item.code) end"), "count MUG [rules/stock.lua:1]"));
  CHECK(has(reason("decide { row { on_hand = under(20), use = hold 'only {on_hand} of {code}' } }"),
            "only 10 of MUG"));
  CHECK(has(flaw("stock.lua", "stock", "decide { row { ['line.sku'] = 'A', use = 1 } }"),
            "the stock is asked of items, so line.sku cannot be used"));
  CHECK(has(flaw("price.lua", "price", "decide { row { use = 'dear' } }"), "the price is an amount"));
  CHECK(has(flaw("stock.lua", "stock", "decide { row { use = hold '{line.sku}' } }"),
            "there is no field {line.sku}"));
}

TEST_CASE("an item without stock.lua and price.lua is not published") {
  RulesDesk desk({{"sku.lua", rule("sku", "decide { row { use = 'A' } }")}});
  const Ware ware;
  CHECK(desk.mapper()->offer(ware.facts).offers.empty());
  RulesDesk plain({{"stock.lua", rule("stock", "decide { row { use = 5 } }")}});
  const Offering offering = plain.mapper()->offer(ware.facts);
  REQUIRE(offering.offers.size() == 1);
  CHECK(offering.offers[0].sku.value == "MUG");
  CHECK(offering.offers[0].stock.value == "5");
  CHECK(offering.offers[0].price == Answer());
}

}  // namespace
}  // namespace crosswalk::rules
