// Rules that reach for what is not theirs: files, another pair's rules, the library's insides, and texts that
// break what reads them.
#include <doctest/doctest.h>

#include <fstream>

#include "attack.h"

namespace crosswalk::rules {
namespace {

TEST_CASE("a rule reaches no file but those of its own directory and the library") {
  RulesDesk other(
      {{"items.csv", "sku,item\nSKU-1,SECRET\n"}, {"codes.lua", "return { secret = 'SECRET' }\n"}});
  const std::string name = other.directory().filename().string();
  const auto flaw = [&](const std::string& before) {
    return RulesDesk({{"account.lua", before + "\nreturn { api = 1, account = function() return 'a' end }"}})
        .flaw();
  };
  for (const std::string& path :
       {"../" + name + "/codes", "..." + name + ".codes", other.directory().string() + "/codes",
        std::string("/etc/passwd"), std::string("../crosswalk"), std::string("scripts/testing"),
        std::string("library.crosswalk"), std::string("account\\0.lua"), std::string("")}) {
    const std::string said = flaw("local m = require '" + path + "'");
    CHECK_MESSAGE(said.find("rules/account.lua:1: ") == 0, path << ": " << said);
    CHECK(said.find("SECRET") == std::string::npos);
  }
  for (const std::string& path :
       {"../" + name + "/items.csv", other.directory().string() + "/items.csv", std::string("/etc/passwd"),
        std::string("items.csv\\0"), std::string("../../crosswalk.yaml")}) {
    const std::string said = flaw("local t = csv { file = '" + path + "', key = 'sku' }");
    CHECK_MESSAGE(said.find("rules/account.lua:1: there is no table") == 0, path << ": " << said);
  }
}

TEST_CASE("a link in the rule directory does not lead out of it") {
  RulesDesk other({{"codes.lua", "return { secret = 'SECRET' }\n"}});
  RulesDesk desk(
      {{"account.lua",
        "local m = require 'away.codes'\nreturn { api = 1, account = function() return m.secret end }"}});
  std::filesystem::create_directory_symlink(other.directory(), desk.directory() / "away");
  CHECK(desk.flaw().find("rules/account.lua:1: ") == 0);
}

TEST_CASE("bytecode is refused wherever it comes from") {
  const auto flaw = [](const std::string& name, const std::string& text) {
    return RulesDesk({{name.c_str(), text},
                      {"account.lua",
                       "local m = require 'm'\nreturn { api = 1, account = function() return 'a' end }"}})
        .flaw();
  };
  CHECK(flaw("m.lua", std::string("\x1bLua\x54\0\x19\x93\r\n\x1a\n", 12)).find("rules/") == 0);
  CHECK(flaw("m.lua", "\xef\xbb\xbf\x1bLua").find("rules/") == 0);
  CHECK(flaw("m.lua", std::string("return {}\0return 1", 18)).find("rules/m.lua:1: ") != std::string::npos);
}

TEST_CASE("texts with NUL, broken UTF-8 and control characters harm nobody") {
  // As an answer they are refused, because a ledger code has none.
  check_stopped("return 'a\\0b'", "a line break or another control character");
  check_stopped("return 'a\\nb'", "a line break or another control character");
  check_stopped("return ''", "is an empty text");
  check_stopped("return ('x'):rep(201)", "longer than 200 bytes");
  check_stopped("return ' a'", "blanks around it");
  // Inside they are bytes like others.
  CHECK(attack("return 'n' .. #'a\\0b' .. ('a\\0b\\0c'):find('b\\0c', 1, true)").value == "n33");
  CHECK(attack("return 'x' .. (('a\\0b'):gsub('%z', '-'))").value == "xa-b");
  CHECK(attack("return (('\\xff\\xfe\\xc3'):gsub('[\\x80-\\xff]', 'u'))").value == "uuu");
  CHECK(attack("return ('Größe'):upper():sub(1, 2)").value == "GR");
  CHECK(attack("local t = {} t['a\\0'] = '1' t['a'] = '2' return t['a\\0'] .. t.a").value == "12");
  CHECK(attack("return 'ü'").value == "ü");
  const Outcome held = attack("return hold('a\\0b\\27[31mred')");
  CHECK(held.reason.find("a") == 0);
}

TEST_CASE("comparators that lie, raise or never end are stopped") {
  const std::string list = "local t = {} for i = 1, 200 do t[i] = (i * 7919) % 211 end ";
  for (const char* body :
       {"table.sort(t, function() return true end)", "table.sort(t, function() return nil end)"}) {
    const Outcome outcome = attack(list + body);
    CHECK_MESSAGE((outcome.value == "survived" || !outcome.reason.empty()), body);
  }
  check_stopped(list + "table.sort(t, function(a, b) error('no') end)", "no");
  check_stopped(list + "table.sort(t, function(a, b) return t[a][b] end)", "attempt to index");
  check_stopped(list + "table.sort(t, function(a, b) while true do end end)", "look for a loop");
  check_stopped(
      "local t = {} for i = 1, 9000 do t[i] = 9000 - i end while true do table.sort(t) t[1] = 1e9 end",
      "the rules used more");
}

TEST_CASE("library functions that are cheap to call and dear to run are charged") {
  check_stopped("while true do local s = ('x'):rep(10000, ',') end", "the rules used more");
  check_stopped("local s = ('x'):rep(16000) while true do s:reverse() end", "the rules used more");
  check_stopped("local s = ('x'):rep(16000) while true do s:lower() end", "the rules used more");
  check_stopped("local s = ('x'):rep(16000) while true do s:sub(2):len() end", "the rules used more");
  check_stopped("local s = ('x'):rep(16000) while true do s:find('y', 1, true) end", "the rules used more");
  check_stopped("local s = ('x '):rep(8000) while true do for w in s:gmatch('%a') do end end",
                "the rules used more");
  check_stopped("local t = {} for i = 1, 5000 do t[i] = 'x' end while true do table.concat(t) end",
                "the rules used more");
  check_stopped("local t = {} for i = 1, 100 do t[i] = i end while true do table.unpack(t) end",
                "the rules used more");
  check_stopped("local t = {} for i = 1, 30000 do table.insert(t, 1, i) end", "the rules used more");
  check_stopped(
      "local t = {} for i = 1, 1000 do t['k' .. i] = i end while true do for k in pairs(t) do end end",
      "the rules used more");
  check_stopped("while true do log('again and again') end", "the rules used more");
  check_stopped("while true do local d = decimal '1.5' * 3 end", "the rules used more");
  check_stopped("while true do tostring(line.amount) end", "the rules used more");
  check_stopped("local function f() return select('#', f()) end f()", "the rules used more");
  check_stopped("('x'):rep(1 << 62)", "longer than 65536 bytes");
  check_stopped("('x'):rep(-1 >> 1, ('y'):rep(100))", "longer than 65536 bytes");
  check_stopped("('a'):gsub('a', ('%1'):rep(20000))", "could grow past");
  check_stopped("('%s'):rep(300):format('x')", "the rule failed");
}

TEST_CASE("recursion through the library is bounded") {
  check_stopped("local function f(s) return (s:gsub('.', f)) end f('a')", "the rule failed");
  check_stopped("local function f() table.sort({ 3, 2, 1 }, f) end f()", "the rule");
  check_stopped("local t = {} local u = t for i = 1, 1000000 do u.n = {} u = u.n end", "the rules used more");
}

TEST_CASE("a broken or deep record.raw costs its record only") {
  const Alarm alarm(patience);
  RulesDesk desk(
      {{"account.lua",
        account_function("if line.sku == 'SKU-1' then return tostring(record.raw.x) end\nreturn 'good'")}});
  const auto mapper = desk.mapper();
  for (const std::string& raw :
       {std::string(100'000, '['), std::string("{\"x\":") + std::string(100'000, ' '),
        std::string("{\"x\":1e999999}"), std::string("\0{}", 3), std::string("{\"x\":\"\\ud800\"}")}) {
    Fixture fixture;
    fixture.clear();
    fixture.add_line();
    REQUIRE(fixture.set_record("raw", Literal{Literal::Kind::text, raw}).empty());
    fixture.finish();
    const Mapping& mapping = mapper->map(fixture.facts(), fixture.lines());
    CHECK(mapping.verdict == Verdict::hold);
    CHECK(mapping.origin.file == "rules/account.lua");
    fixture.clear();
    fixture.add_line();
    REQUIRE(fixture.set_line("sku", text("SKU-2")).empty());
    fixture.finish();
    CHECK(mapper->map(fixture.facts(), fixture.lines()).verdict == Verdict::book);
  }
}

TEST_CASE("an item's rules are held to the same budget") {
  const Alarm alarm(patience);
  for (const char* body :
       {"while true do end", "local t = {} while true do t[#t + 1] = {} end", "error('x')"}) {
    RulesDesk desk(
        {{"stock.lua", std::string("return { api = 1, stock = function(item)\nif item.code == 'A' then\n") +
                           body + "\nend\nreturn 5 end }"}});
    const auto mapper = desk.mapper();
    ItemFacts item;
    item.currency = *Currency::parse("USD");
    item.code = "A";
    const Offering& offering = mapper->offer(item);
    CHECK(offering.verdict == Verdict::hold);
    CHECK(offering.origin == Origin{"rules/stock.lua", 3});
    item.code = "B";
    CHECK(mapper->offer(item).offers.at(0).stock.value == "5");
  }
}

}  // namespace
}  // namespace crosswalk::rules
