// `correct` where the ledger is CloudSuite: what the preview says is what the ledger then shows, and a run is
// taken back.
#include <map>

#include "cloudsuite_desk.h"
#include "flow/settled_world.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

using Balance = std::map<std::string, Decimal>;

constexpr const char* sales = "class = \"product\", use = \"200\"";
constexpr const char* wrong_sales = "class = \"product\", use = \"215\"";
constexpr const char* fees = "class = \"commission\", use = \"405\"";
constexpr const char* wrong_fees = "class = \"commission\", use = \"410\"";

void settle(CloudDesk& desk) {
  for (int pass = 0; pass < 3; ++pass) {
    const Ran ran = desk.run({"once"});
    REQUIRE_MESSAGE(ran.code == 0, (ran.out + ran.err));
    desk.clock().advance(Millis(3'600'000));
  }
}

// What moved on each account, income positive as the preview says it.
std::map<std::string, std::string> moved(const Balance& before, const Balance& after) {
  std::map<std::string, std::string> sums;
  for (const auto& [account, sum] : after) {
    const auto known = before.find(account);
    const Decimal was = known == before.end() ? Decimal() : known->second;
    if (was != sum) sums[account] = subtract(was, sum).value().text(2);
  }
  return sums;
}

std::map<std::string, std::string> told(const Json& plan, const char* tables) {
  std::map<std::string, std::string> sums;
  for (const Json& table : plan[tables])
    if (table["by"] == "account")
      for (const Json& row : table["rows"]) sums[row["place"]] = row["difference"];
  return sums;
}

}  // namespace

TEST_CASE("what a preview of corrections says is what CloudSuite's ledger then shows, there and back") {
  CloudDesk desk(
      simulator::make_world(settled_settings(Instant::parse("2026-02-10T12:00:00Z").value(), 7, 12)));
  std::filesystem::remove(desk.directory() / "rules/account_test.lua");  // it says 200
  desk.edit("rules/account.lua", sales, wrong_sales);
  desk.edit("rules/account.lua", fees, wrong_fees);
  bool closed = false;
  SUBCASE("order by order") {}
  SUBCASE("settlement by settlement") {
    desk.edit("crosswalk.yaml", "clearing_account: \"090\"}\n",
              "clearing_account: \"090\", carried_forward_account: \"125\"}\n    posting: settlement\n");
  }
  SUBCASE("where a month is closed meanwhile") {
    closed = true;
  }
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  settle(desk);
  const Balance mistaken = desk.cloudsuite().trial_balance();
  const auto rows = desk.cloudsuite().ledger().size();
  if (closed) desk.cloudsuite().open_periods_from(Date::parse("2025-12-01").value());
  desk.edit("rules/account.lua", wrong_sales, sales);
  desk.edit("rules/account.lua", wrong_fees, fees);
  REQUIRE(desk.run({"once", "--no-sweep"}).code == 0);  // the mended rules are live
  CHECK(desk.cloudsuite().trial_balance() == mistaken);

  const Ran shown = desk.run({"--json", "correct", "--since", "2000-01-01", "--preview"});
  REQUIRE_MESSAGE(shown.code == 0, (shown.out + shown.err));
  const Json plan = shown.json();
  CHECK(plan["to_correct"].get<int>() > 8);
  CHECK(plan["refusals"].empty());
  CHECK(told(plan, "tables").size() == 4);
  // What falls into the closed month is told beforehand with its money, and is some of it.
  CHECK(told(plan, "locked").size() == (closed ? 4 : 0));
  if (closed) CHECK(told(plan, "locked") != told(plan, "tables"));
  CHECK(desk.cloudsuite().trial_balance() == mistaken);  // nothing was sent

  const Json sent = desk.run({"--json", "correct", "--since", "2000-01-01", "--yes"}).json();
  CHECK(sent["sent"] == plan["to_correct"]);
  settle(desk);
  const Balance corrected = desk.cloudsuite().trial_balance();
  CHECK(moved(mistaken, corrected) == told(plan, "tables"));
  CHECK(desk.run({"--json", "correct", "--since", "2000-01-01", "--preview"}).json()["to_correct"] == 0);

  const std::string run = sent["run"];
  const Json back = desk.run({"--json", "correct", "--roll-back", run, "--preview"}).json();
  CHECK(back["to_correct"] == plan["to_correct"]);
  REQUIRE(desk.run({"--json", "correct", "--roll-back", run, "--yes"}).code == 0);
  settle(desk);
  CHECK(moved(corrected, desk.cloudsuite().trial_balance()) == told(back, "tables"));
  CHECK(moved(mistaken, desk.cloudsuite().trial_balance()).empty());
  const auto ledger = desk.cloudsuite().ledger();
  REQUIRE(ledger.size() > rows);
  for (std::size_t i = rows; closed && i < ledger.size(); ++i)
    CHECK(ledger[i].at("PostingDate") >= "20251201");
}
