// Settlements and returns as a person meets them: map of their files, import, status, review and preview; and
// the files of the sample, which its README shows.
#include <algorithm>
#include <map>

#include "app/desk.h"
#include "checkout.h"
#include "simulator/world_demo.h"
#include "simulator/world_export.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

const std::string sample = checkout("/samples/walmart-to-xero");

std::string text_of(const std::string& file) {
  std::stringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

Instant five_days_on() {
  return simulator::demo_start() + Millis(5LL * 86'400'000);
}

simulator::ExportedFile demo_settlement() {
  const auto files = simulator::settlement_files(simulator::demo_world(), five_days_on());
  REQUIRE(files.ok());
  REQUIRE(files->size() == 1);
  return files->front();
}

// The orders, the return and the settlement of the demonstration, imported and booked.
struct Settled {
  Settled() {
    desk.simulate(1);
    desk.edit("crosswalk.yaml", "America/New_York}", "America/New_York, clearing_account: \"090\"}");
    const simulator::World world = simulator::demo_world();
    desk.write("orders.ndjson", simulator::to_ndjson(world, five_days_on()));
    desk.write("returns.ndjson", simulator::returns_to_ndjson(world, five_days_on()));
    desk.write("settlement-2026-02-01.zip", demo_settlement().bytes);
    const Ran imported = desk.run(
        {"import", path("orders.ndjson"), path("returns.ndjson"), path("settlement-2026-02-01.zip")});
    CAPTURE(imported.err);
    REQUIRE(imported.code == app::exit_ok);
    CHECK(has(imported.out, "15 new, 0 changed, 0 known records"));
    const Ran booked = desk.run({"once", "--no-sweep"});
    CAPTURE(booked.err);
    REQUIRE(booked.code == app::exit_not_so);  // the demonstration has orders for a person
    CHECK(booked.err.empty());
  }
  std::string path(const std::string& file) const { return (desk.directory() / file).string(); }
  Desk desk;
};

}  // namespace

TEST_CASE(
    "status and review tell of a settlement by its rows, and of those that are held by what holds them") {
  const Settled settled;
  const std::string status = settled.desk.run({"status"}).out;
  CHECK(has(status, "settlement 2026-02-01  "));
  CHECK(has(status, "647.77 USD payable, 87 rows: "));
  const Json told = settled.desk.run({"--json", "status"}).json().at("us").at("settlements").at(0);
  CHECK(told.at("id") == "2026-02-01");
  CHECK(told.at("rows") == 87);
  CHECK(told.at("payable") == "647.77");
  std::int64_t rows = 0;
  for (const auto& count : told.at("by_state")) rows += count.at("rows").get<std::int64_t>();
  CHECK(rows == 87);

  const std::string review = settled.desk.run({"review"}).out;
  const Json items = settled.desk.run({"--json", "review"}).json();
  const std::string state = text_in(told, "state");
  const bool listed = std::any_of(items.begin(), items.end(), [](const Json& item) {
    return text_in(item, "what").starts_with("settlement 2026-02-01, ");
  });
  CHECK(listed == (state == "held"));
  CHECK(has(review, "settlement 2026-02-01, ") == listed);
}

TEST_CASE("preview shows what an edited rule would do to a settlement, as text, JSON and page") {
  const Settled settled;
  settled.desk.edit("rules/account.lua", "\"405\"", "\"410\"");
  const std::string page = settled.path("preview.html");
  const Ran text = settled.desk.run({"preview", "--since", "2026-01-01", "--all", "--html", page});
  CAPTURE(text.err);
  CHECK(text.code == app::exit_ok);
  CHECK(has(text.out, "Settlement 2026-02-01"));
  CHECK(has(settled.desk.read("preview.html"), "2026-02-01"));
  const Json json = settled.desk.run({"preview", "--since", "2026-01-01", "--json"}).json();
  const Json& told = json.at("settlements").at(0);
  CHECK(told.at("id") == "2026-02-01");
  CHECK(told.at("payable") == "647.77");
}

TEST_CASE("correct shows by how much a settlement's rows would be moved, and moves them") {
  Settled settled;
  Desk& desk = settled.desk;
  std::filesystem::remove(desk.directory() / "rules/account_test.lua");  // it says 405
  desk.edit("rules/account.lua", "class = \"commission\", use = \"405\"",
            "class = \"commission\", use = \"410\"");
  const Ran shown = desk.run({"correct", "--since", "2000-01-01", "--preview"});
  CAPTURE(shown.out);
  CHECK(shown.code == app::exit_ok);
  CHECK(has(shown.out, "1 to correct, 0 need a person"));
  CHECK(has(shown.out, "WMS-2026-02-01-20260130-S~C1  difference entry"));
  auto before = desk.simulated().xero().trial_balance();
  (void)desk.run({"once", "--no-sweep"});  // takes the rules up
  CHECK(desk.run({"correct", "--since", "2000-01-01", "--yes"}).code == app::exit_ok);
  (void)desk.run({"once", "--no-sweep"});
  auto after = desk.simulated().xero().trial_balance();
  CHECK_FALSE(before["405"].is_zero());
  CHECK(after["405"].is_zero());
  CHECK(after["410"] == add(before["405"], before["410"]).value());
  CHECK(after["090"] == before["090"]);
}

TEST_CASE("commissions are held against the contract's rates of crosswalk.yaml, and of a flag over them") {
  const Settled settled;
  CHECK_FALSE(has(settled.desk.run({"reconcile", "--all"}).out, "of the contract"));
  settled.desk.edit("crosswalk.yaml", "clearing_account: \"090\"}",
                    "clearing_account: \"090\"}\n    reconcile: {contract_rates: {\"*\": 1}}");
  CHECK(has(settled.desk.run({"reconcile", "--all"}).out, "is not the 1 % of the contract"));
  const std::string flagged = settled.desk.run({"reconcile", "--all", "--rate", "2"}).out;
  CHECK(has(flagged, "is not the 2 % of the contract"));
  CHECK_FALSE(has(flagged, "is not the 1 % of the contract"));
}

TEST_CASE(
    "a settlement of which nothing is booked is in status and in the proof, and in review when it waits") {
  Desk desk;
  desk.simulate(1);
  desk.edit("crosswalk.yaml", "America/New_York}",
            "America/New_York, clearing_account: \"090\", carried_forward_account: \"125\"}\n"
            "    posting: settlement");
  desk.edit("crosswalk.yaml", "book: created", "book: shipped");
  desk.write("settlement-2026-02-01.zip", demo_settlement().bytes);
  REQUIRE(desk.run({"import", (desk.directory() / "settlement-2026-02-01.zip").string()}).code ==
          app::exit_ok);
  desk.run({"once", "--no-sweep"});
  const std::string status = desk.run({"status"}).out;
  CAPTURE(status);
  CHECK(has(status, "settlement 2026-02-01  waiting, nothing of it is booked: "));
  const Json told = desk.run({"status", "--json"}).json();
  CHECK(told.at("us").at("settlements_not_booked").at(0).at("id") == "2026-02-01");
  const Ran proof = desk.run({"reconcile", "--at", "2026-02-10"});
  CHECK(proof.code == app::exit_not_so);
  CHECK(has(proof.out, "of it settlement 2026-02-01 is not booked"));
  CHECK_FALSE(has(desk.run({"review"}).out, "settlement 2026-02-01  waiting"));
  desk.clock().advance(Millis(3LL * 86'400'000));
  CHECK(has(desk.run({"review"}).out, "settlement 2026-02-01  waiting"));
}

TEST_CASE("the booking of a settlement that books nothing yet is a settlement's") {
  Desk desk;
  desk.simulate(1);
  desk.write("settlement-2026-02-01.zip", demo_settlement().bytes);
  const Ran mapped =
      desk.run({"map", (desk.directory() / "settlement-2026-02-01.zip").string(), "--to", "entries"});
  const Json record = mapped.json();
  CHECK(text_in(record, "verdict") == "held");
  CHECK(text_in(record.at("booking"), "kind") == "settlement");
  CHECK(text_in(record.at("booking"), "id") == "2026-02-01");
}

TEST_CASE("the sample's return and settlement are the demonstration's, and map says what its README shows") {
  CHECK(text_of(sample + "/returns.ndjson") ==
        simulator::returns_to_ndjson(simulator::demo_world(), five_days_on()));
  CHECK(text_of(sample + "/settlement-2026-02-01.zip") == demo_settlement().bytes);
  const std::string readme = text_of(sample + "/README.md");
  const Desk desk;
  const Ran back = desk.run({"--workspace", sample, "map", sample + "/returns.ndjson", "--to", "lines"});
  CHECK(back.code == app::exit_ok);
  CHECK(has(readme, "    " + back.out));
  const Ran settlement =
      desk.run({"--workspace", sample, "map", sample + "/settlement-2026-02-01.zip", "--to", "lines"});
  std::map<std::string, int> classes;
  const Json record = settlement.json();
  for (const Json& line : record.at("lines")) ++classes[text_in(line, "class")];
  CHECK(classes.size() == 9);
  for (const auto& one : classes)
    CHECK_MESSAGE(has(readme, "    " + std::to_string(one.second) + " \"class\":\"" + one.first + "\"\n"),
                  one.first);
}
