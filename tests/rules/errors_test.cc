// What is wrong in a rule file is said with its path, its line and the cure, before anything is mapped.
#include <doctest/doctest.h>

#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

std::string flaw_of_account(const std::string& text) {
  return RulesDesk({{"account.lua", text}}).flaw();
}

void check_flaw(const std::string& text, const std::string& wanted) {
  const std::string flaw = flaw_of_account(text);
  CHECK_MESSAGE(flaw.find(wanted) != std::string::npos,
                "expected \"" << wanted << "\" in \"" << flaw << "\"");
}

TEST_CASE("a mistyped field in a row names its path, its line and the nearest field") {
  CHECK(flaw_of_account("return { api = 1, account = decide {\n"
                        "  row { class = 'product', use = '200' },\n"
                        "  row { skuu = 'A', use = '200' },\n"
                        "} }") == "rules/account.lua:3: there is no field line.skuu; did you mean line.sku?");
  check_flaw("return { api = 1, account = decide { row { market = 'us', use = '1' } } }",
             "rules/account.lua:1: there is no field line.market; did you mean record.market?");
  check_flaw("return { api = 1, account = decide { row { ['record.ship_to.stat'] = 'CA', use = '1' } } }",
             "did you mean record.ship_to.state?");
}

TEST_CASE("a mistyped field in a function holds the record with path and line") {
  RulesDesk bench({{"account.lua", account_function("  local x = 1\n  return line.skuu")}});
  Fixture fixture;
  one_line(fixture);
  const auto mapper = bench.mapper();
  const Mapping& mapping = mapper->map(fixture.facts(), fixture.lines());
  CHECK(mapping.verdict == Verdict::hold);
  CHECK(mapping.reason == "the rule failed: there is no field line.skuu; did you mean line.sku?");
  CHECK(mapping.origin == Origin{"rules/account.lua", 3});
}

TEST_CASE("the file's shape is checked") {
  check_flaw("return { account = decide { row { use = '1' } } }",
             "rules/account.lua:1: the file does not say which api");
  check_flaw("\nreturn {\n  api = 2,\n  account = decide { row { use = '1' } } }",
             "rules/account.lua:3: this program speaks api = 1");
  check_flaw("return { api = 1,\n acount = decide { row { use = '1' } } }",
             "rules/account.lua:2: the file returns acount, which is not known here; did you mean account?");
  check_flaw("return { api = 1 }", "the file gives no account");
  check_flaw("local x = 1", "the file must end with return");
  check_flaw("return { api = 1, account = '200' }", "so that it has a line to point to");
  check_flaw("return {\n api = 1,\n account = 200 }",
             "rules/account.lua:3: write the answer as decide { row { use = … } }; a code is a text there");
  check_flaw("return { api = 1, account = decide { row { use = 90 } } }",
             "rules/account.lua:1: the account is a text, because \"090\" and 90 are not the same; write it "
             "in quotes");
  check_flaw("return {\n\n  api = = 1 }", "rules/account.lua:3: unexpected symbol near '='");
  check_flaw("local x = nil\nlocal y = x.z\nreturn {}", "rules/account.lua:2: attempt to index a nil value");
}

TEST_CASE("rows are checked where they are written") {
  const auto row = [](const std::string& inside) {
    return "return { api = 1, account = decide {\n row { " + inside + " } } }";
  };
  check_flaw(row("class = 'x'"), "rules/account.lua:2: the row does not say what to use");
  check_flaw(row("class = {}, use = '1'"),
             "rules/account.lua:2: column class: the list of a condition is empty");
  check_flaw(row("amount = 1.5, use = '1'"),
             "rules/account.lua:2: column amount: a number with a fraction is not exact");
  check_flaw(row("amount = 'much', use = '1'"), "rules/account.lua:2: line.amount is compared with a number");
  check_flaw(row("sku = 5, use = '1'"), "line.sku is text; write \"5\" in quotes");
  check_flaw(row("sku = over(5), use = '1'"),
             "line.sku is a text, so between, over and under cannot be used");
  check_flaw(row("amount = prefix 'A', use = '1'"), "line.amount is no text, so prefix cannot be used");
  check_flaw(row("amount = between(9, 1), use = '1'"), "between needs the lower limit first");
  check_flaw(row("date = '31.1.2026', use = '1'"), "line.date is compared with a date");
  check_flaw(row("when = true, use = '1'"), "when must be a function");
  check_flaw(row("use = ''"), "the account is an empty text");
  check_flaw(row("use = ' 200'"), "has blanks around it");
  check_flaw(row("use = none"), "none is no answer to account");
  check_flaw(row("use = { Channel = 'x' }"), "only tracking is answered with a table");
  check_flaw(row("use = hold 'SKU {skuu}'"), "there is no field {skuu}; did you mean sku?");
  check_flaw(row("use = hold 'for {record.buyer.name}'"), "a buyer's personal data");
  check_flaw("return { api = 1, account = decide { { use = '1' } } }", "entry 1 of decide is not a row");
  check_flaw("return { api = 1, account = decide {} }", "decide has no rows");
  CHECK(RulesDesk({{"hold.lua",
                    "return { api = 1, hold = decide { row { ['line.sku'] = 'A', use = hold 'x' } } }"}})
            .flaw()
            .find("the hold is asked once a record, so line.sku cannot be used") != std::string::npos);
  CHECK(RulesDesk({{"tracking.lua", "return { api = 1, tracking = decide { row { use = 'x' } } }"}})
            .flaw()
            .find("tracking is answered with a table") != std::string::npos);
}

TEST_CASE("files that are missing or belong to nothing are named") {
  RulesDesk bench;
  bench.remove("account.lua");
  CHECK(bench.flaw() == "rules/account.lua: the file is missing; every line needs the answer to account");
  bench.write("account.lua", "return { api = 1, account = decide { row { use = '1' } } }");
  CHECK(bench.flaw().empty());
  bench.write("trackin.lua", "return {}");
  CHECK(bench.flaw().find("rules/trackin.lua: this is no rule file") != std::string::npos);
  CHECK(bench.flaw().find("did you mean tracking.lua?") != std::string::npos);
  CHECK(
      load_rules("/nowhere/at/all", "rules/", RulesDesk::scripts()).error().message.find("does not exist") !=
      std::string::npos);
}

TEST_CASE("a name that does not exist, or has no local in front, is explained") {
  check_flaw("return { api = 1, account = decid { } }",
             "rules/account.lua:1: there is nothing named decid here; did you mean decide?");
  check_flaw("\ncount = 1\nreturn {}", "rules/account.lua:2: a name without local would be shared");
  check_flaw("local m = require 'missing'\nreturn {}", "rules/account.lua:1: there is no module \"missing\"");
}

TEST_CASE("modules are files of the rules or of the library, each run once, and errors name them") {
  RulesDesk bench({{"account.lua",
                    "local c = require 'codes.sales'\nlocal s = require 'us_states'\n"
                    "return { api = 1, account = decide { row { use = c[s.CA] } } }"},
                   {"codes/sales.lua", "return { California = '201' }"}});
  Fixture fixture;
  one_line(fixture);
  CHECK(bench.mapper()->map(fixture.facts(), fixture.lines()).lines.at(0).account.value == "201");
  bench.write("codes/sales.lua", "local x =\nreturn { }");
  CHECK(bench.flaw().find("rules/codes/sales.lua:2:") != std::string::npos);
  bench.write("codes/sales.lua", "return require 'codes.sales'");
  CHECK(bench.flaw().find("in a circle") != std::string::npos);
}

}  // namespace
}  // namespace crosswalk::rules
