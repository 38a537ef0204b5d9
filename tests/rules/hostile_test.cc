// Rules that attack: each must end within its budget, hold the record with file:line, and leave the next
// record alone.
#include <doctest/doctest.h>

#include "attack.h"

namespace crosswalk::rules {
namespace {

TEST_CASE("loops that do not end are stopped") {
  check_stopped("while true do end", "look for a loop that does not end");
  check_stopped("repeat local x = 1 until false", "look for a loop that does not end");
  check_stopped("for i = 1, 1e15 do end", "look for a loop that does not end");
  check_stopped("goto again ::again:: goto again", "look for a loop");
  check_stopped("local function f() return f() end f()", "look for a loop");
  check_stopped("string.gsub(('a'):rep(100), '.', function() while true do end end)", "look for a loop");
  check_stopped("local t = {} for i = 1, 100 do t[i] = i end table.sort(t, function() while true do end end)",
                "look for a loop");
  check_stopped("while true do local s = ('x'):rep(16000):upper() end", "the rules used more");
  check_stopped("local s = ('a'):rep(60000) while true do local b = (s .. 'x') < (s .. 'y') end",
                "the rules used more");
  check_stopped("while true do ('a'):rep(40):find('a-a-b') end", "the rules used more");
  // Steps or churned memory: which is spent first depends on the machine.
  check_stopped("while true do local x = record.raw end", "the rules used more");
}

TEST_CASE("what could go around the budget is not there") {
  for (const char* name :
       {"pcall",    "xpcall",         "coroutine",  "setmetatable", "getmetatable", "rawset", "rawget",
        "rawequal", "load",           "loadstring", "dofile",       "loadfile",     "os",     "io",
        "debug",    "collectgarbage", "print",      "package",      "next",         "warn",   "utf8",
        "_G"})
    check_stopped("local x = " + std::string(name), "there is nothing named " + std::string(name));
  for (const char* call : {"string.dump(function() end)", "table.move({}, 1, 1e15, 2)", "math.random()",
                           "math.randomseed(1)", "string.pack('i', 1)", "table.pack(1)"})
    check_stopped("local x = " + std::string(call), "attempt to call a nil value");
}

TEST_CASE("patterns that backtrack are refused before they run") {
  const char* const refused = "the pattern could take too long";
  check_stopped("(('a'):rep(40)):find(('a-'):rep(12) .. 'b')", refused);
  check_stopped("(('a'):rep(30)):match(('a?'):rep(30) .. ('a'):rep(30))", refused);
  check_stopped("(('a'):rep(5000)):gsub('(a*)(a*)b', '')", refused);
  check_stopped("(('a'):rep(16000)):find('a*b')", refused);
  check_stopped("for w in (('a'):rep(300)):gmatch('a*a*a*b') do end", refused);
  check_stopped("(('a'):rep(20000)):find('b')", "longer than the 16384 bytes");
  check_stopped("('a'):find(('%a'):rep(200))", "the pattern is longer than 256 bytes");
  CHECK(attack("return line.sku:match('^([A-Z]+)-(%d+)$')").value == "SKU");
  CHECK(attack("return (('AB-12-CD'):gsub('[^%w]+', ''))").value == "AB12CD");
}

TEST_CASE("memory is bounded") {
  const char* const memory = "the rules used more memory";
  check_stopped("local x = ('x'):rep(1 << 30)", "longer than 65536 bytes");
  check_stopped("local s = ('x'):rep(60000) while true do s = s .. s end", memory);
  check_stopped("local t = {} while true do t[#t + 1] = {} end", "the rules used more");
  check_stopped("local t = {} for i = 1, 1e9 do t[i] = i end", "the rules used more");
  check_stopped("local function f(n) return 1 + f(n + 1) end f(1)", memory);
  check_stopped("local s = ('x'):rep(60000) local t = {} for i = 1, 1e6 do t[i] = s .. i end", memory);
  check_stopped("local t = {} for i = 1, 201 do t[i] = i end return table.unpack(t)",
                "unpack takes 200 values");
  check_stopped("local t = {} for i = 1, 5000 do t[i] = ('x'):rep(60) end local s = table.concat(t)",
                "longer than 65536 bytes");
  check_stopped("local s = ('x'):rep(16000):gsub('x', ('y'):rep(100))", "could grow past 65536 bytes");
}

TEST_CASE("nothing is carried from one record to the next") {
  const auto flaw = [](const std::string& text) { return RulesDesk({{"account.lua", text}}).flaw(); };
  CHECK(flaw("local n = 0\nreturn { api = 1, account = function(line)\n  n = n + 1\n  return 'a' .. n\nend }")
            .find("rules/account.lua:3: a function assigns to n, which lives outside of it") == 0);
  CHECK(flaw("local function counter()\n  local n = 0\n  return function() n = n + 1 return n end\nend\n"
             "local count = counter()\nreturn { api = 1, account = function() return 'a' .. count() end }")
            .find("rules/account.lua:3: a function assigns to n") == 0);
  CHECK(flaw("local _ENV = {}\nreturn {}").find("rules/account.lua:1: a rule may not name _ENV") == 0);
  CHECK(
      flaw("return { api = 1, account = function() x = 1 return 'a' end }").empty());  // refused when it runs

  const char* const frozen = "a rule keeps nothing from one record to the next";
  const auto held = [](const std::string& before, const std::string& body) {
    return attack(body, before).reason;
  };
  CHECK(held("local t = {}\n", "t[line.sku] = 1").find(frozen) != std::string::npos);
  CHECK(held("local t = { deep = { er = {} } }\n", "t.deep.er.x = 1").find(frozen) != std::string::npos);
  CHECK(held("local t = {}\n", "table.insert(t, 1)").find(frozen) != std::string::npos);
  CHECK(held("local t = { 1 }\n", "table.remove(t)").find(frozen) != std::string::npos);
  CHECK(held("local t = { 2, 1 }\n", "table.sort(t)").find("cannot be changed") != std::string::npos);
  CHECK(held("local t = { x = 1 }\n", "t.x = 2").find(frozen) != std::string::npos);
  CHECK(held("local t = {}\nlocal function add(k) t[k] = 1 end add('x')\n", "add('y')").find(frozen) !=
        std::string::npos);
  CHECK(held("local u = require 'us_states'\n", "u.CA = 'x'").find(frozen) != std::string::npos);
  CHECK(held("", "count = 1").find("would be shared by all rules") != std::string::npos);
  CHECK(held("", "string.upper = nil").find("the library cannot be changed") != std::string::npos);
  CHECK(held("", "math.huge = 1").find("the library cannot be changed") != std::string::npos);
  CHECK(held("", "local s = 'x' s.y = 1").find("attempt to index a string value") != std::string::npos);
  CHECK(held("", "decide { row { use = '1' } }").find("belongs at the file's own level") !=
        std::string::npos);
  CHECK(held("", "prefix 'A'").find("belongs at the file's own level") != std::string::npos);
  CHECK(held("", "require 'us_states'").find("belongs at the file's own level") != std::string::npos);
}

TEST_CASE("frozen tables still read like tables") {
  const std::string before = "local t = { 'a', 'b', x = 'c', deep = { y = 'd' } }\n";
  CHECK(attack("local s = '' for k, v in pairs(t) do s = s .. tostring(k) end return s", before).value ==
        "12deepx");
  CHECK(
      attack("local s = '' for i, v in ipairs(t) do s = s .. v end return s .. #t .. t.x .. t.deep.y", before)
          .value == "ab2cd");
  CHECK(attack("return table.concat(t, '-') .. select('#', table.unpack(t))", before).value == "a-b2");
}

TEST_CASE("the same record gets the same answer from every state") {
  const std::string before = "local t = {} for i = 1, 200 do t['key' .. i] = i end\n";
  const std::string body =
      "local s = '' for k in pairs(t) do s = s .. k end return s:sub(1, 40) .. tostring({}) .. "
      "tostring(line)";
  const std::string first = attack(body, before).value;
  CHECK(first.find("0x") == std::string::npos);
  for (int i = 0; i < 5; ++i) CHECK(attack(body, before).value == first);
}

TEST_CASE("errors of every kind hold the record with a place") {
  check_stopped("error('stop here')", "the rule failed: stop here");
  check_stopped("error({})", "raised an error without a text");
  check_stopped("error()", "raised an error without a text");
  check_stopped("error(('x'):rep(60000))", "the rule failed: xxx");
  check_stopped("error('shown', 0)", "the rule failed: shown");
  check_stopped("assert(false, 'no')", "the rule failed: no");
  check_stopped("local x = 1 // 0", "attempt to divide by zero");
  check_stopped("string.format('%99999d', 1)", "the rule failed");
  check_stopped("string.format('%p', {})", "format takes %s");
  check_stopped("string.format('%s', {})", "format takes texts");
  check_stopped("local a <close> = line", "the rule failed");
  const Outcome where = attack("\n\nlocal x = nil + 1");
  CHECK(where.reason.find("attempt to perform arithmetic on a nil value") != std::string::npos);
}

TEST_CASE("binary chunks and endless files are refused at load") {
  const Alarm alarm(std::chrono::seconds(60));
  CHECK(RulesDesk({{"account.lua", "\x1bLua\x54garbage"}}).flaw().find("rules/account.lua") == 0);
  CHECK(RulesDesk({{"account.lua", "while true do end"}})
            .flaw()
            .find("rules/account.lua:1: the rules used more") == 0);
  CHECK(RulesDesk({{"account.lua", std::string(100'000, '(')}}).flaw().find("rules/account.lua") == 0);
}

TEST_CASE("a small budget can be set") {
  const Alarm alarm(patience);
  RulesDesk bench(
      {{"account.lua", account_function("local s = '' for i = 1, 20000 do s = 'x' .. i end return s")}});
  Fixture fixture;
  one_line(fixture);
  CHECK(bench.mapper()->map(fixture.facts(), fixture.lines()).verdict == Verdict::book);
  RuleBudget steps;
  steps.instructions = 10'000;
  CHECK(bench.mapper(steps)->map(fixture.facts(), fixture.lines()).reason.find("more steps") !=
        std::string::npos);
  RuleBudget memory;
  memory.memory = std::size_t{64} << 10;
  CHECK(bench.mapper(memory)->map(fixture.facts(), fixture.lines()).reason.find("more memory") !=
        std::string::npos);
}

}  // namespace
}  // namespace crosswalk::rules
