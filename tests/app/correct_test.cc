// `correct`: a person mends a rule, sees what would be corrected, has it done, and takes it back.
#include "app/desk.h"

#include <fstream>
#include <sstream>

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

std::string sales_of(Desk& desk, const char* account) {
  auto balance = desk.simulated().xero().trial_balance();
  return balance[account].text(2);
}

}  // namespace

TEST_CASE("a mended rule is shown, corrected after it is live, and a run is taken back") {
  Desk desk;
  desk.simulate(6);
  std::filesystem::remove(desk.directory() / "rules/account_test.lua");  // it says 200
  desk.edit("rules/account.lua", "\"200\"", "\"215\"");
  REQUIRE(desk.run({"once"}).code == app::exit_ok);
  const std::string mistaken = sales_of(desk, "215");
  desk.edit("rules/account.lua", "class = \"product\", use = \"215\"", "class = \"product\", use = \"200\"");
  const auto file = desk.directory() / "correct.html";
  const Ran shown = desk.run({"correct", "--since", "2000-01-01", "--preview", "--html", file.string()});
  CAPTURE(shown.out);
  CHECK(shown.code == app::exit_ok);
  CHECK(has(shown.out, "By account"));
  CHECK(sales_of(desk, "215") == mistaken);
  std::stringstream page;
  page << std::ifstream(file, std::ios::binary).rdbuf();
  CHECK(page.str().starts_with("<!DOCTYPE html>"));
  CHECK(has(page.str(), "What would be corrected?"));
  CHECK(has(page.str(), "<caption>By account (USD)</caption>"));
  CHECK(has(page.str(), "changed in place"));
  CHECK_FALSE(has(page.str(), "<script"));

  // What is shown are the rules on disk, and the engine books with those that are live.
  const Ran early = desk.run({"correct", "--since", "2000-01-01", "--yes"});
  CHECK(early.code == app::exit_usage);
  CHECK(has(early.err, "crosswalk reload"));
  REQUIRE(desk.run({"once", "--no-sweep"}).code == app::exit_ok);
  const Ran sent = desk.run({"correct", "--since", "2000-01-01", "--yes"});
  CAPTURE(sent.out);
  CAPTURE(sent.err);
  REQUIRE(sent.code == app::exit_ok);
  const auto at = sent.out.find("--roll-back ");
  REQUIRE(at != std::string::npos);
  const std::string run = sent.out.substr(at + 12, sent.out.find('`', at) - at - 12);
  REQUIRE(desk.run({"once", "--no-sweep"}).code == app::exit_ok);
  CHECK(sales_of(desk, "215") != mistaken);
  const Ran nothing = desk.run({"correct", "--since", "2000-01-01"});
  CHECK(has(nothing.out, "0 to correct"));
  CHECK(nothing.out.ends_with("no day is locked\n\n"));

  // What somebody else has sent round meanwhile is left alone, and named.
  const Json plan = desk.run({"--json", "correct", "--roll-back", run, "--preview"}).json();
  const std::string busy = plan["documents"][0]["record"];
  REQUIRE(desk.run({"replay", busy, "--yes"}).code == app::exit_ok);
  const Ran later = desk.run({"correct", "--roll-back", run, "--preview"});
  CHECK(later.code == app::exit_not_so);
  CHECK(has(later.out, busy + " needs a person: it is on its way already"));
  REQUIRE(desk.run({"once", "--no-sweep"}).code == app::exit_ok);

  const Ran back = desk.run({"correct", "--roll-back", run, "--yes"});
  CAPTURE(back.err);
  CHECK(back.code == app::exit_ok);
  REQUIRE(desk.run({"once", "--no-sweep"}).code == app::exit_ok);
  CHECK(sales_of(desk, "215") == mistaken);
}

TEST_CASE("what lies in a locked period is shown apart, each table under its heading") {
  Desk desk;
  desk.simulate(6);
  desk.edit("crosswalk.yaml", "book: created", "book: shipped");
  desk.edit("crosswalk.yaml", "America/New_York}", "America/New_York, clearing_account: \"090\"}");
  std::filesystem::remove(desk.directory() / "rules/account_test.lua");
  desk.edit("rules/account.lua", "\"200\"", "\"215\"");
  REQUIRE(desk.run({"once"}).code == app::exit_ok);
  desk.edit("rules/account.lua", "class = \"product\", use = \"215\"", "class = \"product\", use = \"200\"");
  desk.simulated().xero().lock(Date::parse("2026-02-08").value());
  desk.clock().advance(Millis(3'600'000));  // the lists are read again
  REQUIRE(desk.run({"once"}).code == app::exit_ok);
  const Ran shown = desk.run({"correct", "--since", "2000-01-01", "--preview"});
  CAPTURE(shown.out);
  CHECK(has(shown.out,
            "\nIn the locked period, where nothing is touched (before: what stands; after: the "
            "rules now):\n\nBy account (USD)"));
  CHECK(has(shown.out, "\n\nAll of it:\n\nBy account (USD)"));
  desk.edit("rules/account.lua", "class = \"product\", use = \"200\"", "class = \"product\", use = \"215\"");
  const Ran nothing = desk.run({"correct", "--since", "2000-01-01", "--preview"});
  CHECK(nothing.out.ends_with(", 0 to correct, 0 need a person\nthe books are locked until 2026-02-08\n\n"));
}

TEST_CASE("correct says what it lacks") {
  Desk desk;
  desk.simulate(1);
  CHECK(desk.run({"correct"}).code == app::exit_usage);
  CHECK(has(desk.run({"correct", "--since", "30d"}).err, "which days are locked is not known yet"));
  REQUIRE(desk.run({"once"}).code == app::exit_ok);
  CHECK(has(desk.run({"correct", "--roll-back", "20260210-0000"}).err, "no run 20260210-0000"));
  CHECK(has(desk.run({"correct", "--since", "30d", "--until", "soon"}).err, "--until \"soon\" is no day"));
  const Ran turned = desk.run({"correct", "--since", "2026-02-10", "--until", "2026-02-01"});
  CHECK(turned.code == app::exit_usage);
  CHECK(has(turned.err, "--until 2026-02-01 is before --since 2026-02-10"));
}
