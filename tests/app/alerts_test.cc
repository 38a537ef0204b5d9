// Alerts from the command line: the test message, and what `once` tells of orders that are held.
#include "app/desk.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// A program that writes what it is told to the file `told`, a line a message.
void add_pager(const Desk& desk, const std::string& more = {}) {
  desk.write("page", "#!/bin/sh\n{ cat; echo; } >> told\n");
  std::filesystem::permissions(desk.directory() / "page", std::filesystem::perms::owner_all);
  desk.edit("crosswalk.yaml", "pairs:", "alerts:\n  - {to: command, run: ./page" + more + "}\npairs:");
}

std::vector<Json> told(const Desk& desk) {
  std::vector<Json> messages;
  std::istringstream lines(desk.read("told"));
  for (std::string line; std::getline(lines, line);) {
    auto message = parse_json(line, "told");
    REQUIRE_MESSAGE(message.ok(), line);
    messages.push_back(std::move(*message));
  }
  return messages;
}

}  // namespace

TEST_CASE("alerts test tells every target, and exits with 3 when one does not take it") {
  Desk desk;
  desk.configure("https://walmart.test", "https://xero.test");
  const Ran none = desk.run({"alerts", "test"});
  CHECK(none.code == app::exit_usage);
  CHECK(has(none.err, "write a list `alerts` into crosswalk.yaml"));
  add_pager(desk);
  const Ran well = desk.run({"alerts", "test"});
  CHECK(well.code == app::exit_ok);
  CHECK(well.out == "the command ./page: told\n");
  REQUIRE(told(desk).size() == 1);
  CHECK(told(desk)[0].at("subject") == "Crosswalk: a test of alerts");
  desk.edit("crosswalk.yaml", "pairs:", "  - {to: command, run: \"false\"}\n  - {to: log}\npairs:");
  const Ran failing = desk.run({"--json", "alerts", "test"});
  CHECK(failing.code == app::exit_outside);
  const Json targets = failing.json().at("targets");
  REQUIRE(targets.size() == 3);
  CHECK(targets.at(0).at("delivered") == true);
  CHECK(targets.at(1).at("error") == "the command false ended with exit code 1; 0 is expected");
  CHECK(targets.at(2).at("delivered") == true);
  desk.edit("crosswalk.yaml", "pairs:", "  - {to: url, url: {secret: missing}}\npairs:");
  const Ran missing = desk.run({"alerts", "test"});
  CHECK(missing.code == app::exit_usage);
  CHECK(has(missing.err, "secrets/missing"));
  const Ran check = desk.run({"check", "--offline"});
  CHECK(check.code == app::exit_usage);
  CHECK(has(check.err, "alerts: "));
  CHECK(has(check.err, "secrets/missing"));
}

TEST_CASE("once tells of held orders in one message, once, without a buyer's name, and when it is over") {
  Desk desk;
  desk.simulate(12);
  add_pager(desk, ", cleared: true");
  desk.edit("crosswalk.yaml", "    book:", "    reload: checked\n    book:");  // the edit below breaks a test
  desk.edit("rules/account.lua", "\"200\"", "\"299\"");
  const Ran held = desk.run({"--json", "once"});
  CHECK(held.code == app::exit_not_so);
  const int records = held.json().at("us").at("records").value("held", 0);
  REQUIRE(records > 0);
  REQUIRE(told(desk).size() == 1);
  const Json message = told(desk)[0];
  int count = 0;
  for (const auto& alert : message.at("alerts")) {
    CHECK(alert.at("kind") == "finance");
    CHECK(has(alert.at("where"), "rules/account.lua:"));
    count += alert.at("count").get<int>();
  }
  CHECK(count == records);
  CHECK(has(message.at("text"), "account 299"));
  CHECK(has(message.at("text"), "crosswalk review --pair us"));

  CHECK(desk.run({"once", "--no-sweep"}).code == app::exit_not_so);
  CHECK(told(desk).size() == 1);

  desk.edit("rules/account.lua", "\"299\"", "\"200\"");
  CHECK(desk.run({"replay", "--held", "--yes"}).code == app::exit_ok);
  CHECK(desk.run({"once", "--no-sweep"}).code == app::exit_ok);
  REQUIRE(told(desk).size() == 2);
  CHECK(told(desk)[1].at("alerts").at(0).at("state") == "over");
}

TEST_CASE("a refused sign-in is told at once; a target that fails does not change how once ends") {
  Desk desk;
  desk.simulate(3);
  add_pager(desk, ", kinds: operations, severity: error");
  desk.edit("crosswalk.yaml", "pairs:", "  - {to: command, run: \"false\"}\npairs:");
  desk.write("secrets/xero", "a wrong secret\n");
  CHECK(desk.run({"once"}).code == app::exit_outside);
  REQUIRE(told(desk).size() == 1);
  const Json alert = told(desk)[0].at("alerts").at(0);
  CHECK(alert.at("kind") == "operations");
  CHECK(has(alert.at("title"), "reading the ledger's lists, before which nothing is booked, stopped"));
  CHECK_FALSE(has(told(desk)[0].dump(), "a wrong secret"));
}

TEST_CASE(
    "review and status say what went out long ago and is not known to have arrived, and alerts tell it") {
  Desk desk;
  desk.simulate(3);
  add_pager(desk, ", kinds: operations, cleared: true");
  REQUIRE(desk.run({"once"}).code == app::exit_ok);
  simulator::WorldSettings later;
  later.seed = 99;
  later.orders = 1;
  later.from = desk.clock().now();
  later.over = Millis(3'600'000);
  later.quirks = simulator::QuirkShares::none();
  const simulator::World world = simulator::make_world(later);
  simulator::MarketOrder order = world.orders().front();
  const std::string invoice = "WM-" + order.po;
  REQUIRE(desk.simulated().walmart().add_order(std::move(order)));
  desk.clock().advance(Millis(2 * 3'600'000));
  simulator::Fault silent;
  silent.reply = {500, {}, ""};
  silent.times = 1'000;
  desk.simulated().xero().faults().add("PUT /api.xro/2.0/Invoices", silent);
  desk.simulated().xero().faults().add("GET /api.xro/2.0/Invoices", silent);
  CHECK(desk.run({"once"}).code == app::exit_outside);
  desk.clock().advance(Millis(15 * 60'000));
  const Ran review = desk.run({"review"});
  CHECK_MESSAGE(has(review.out, "invoice " + invoice + "  unknown"), review.out);
  CHECK(has(review.out, "500"));
  CHECK(has(review.out, "`crosswalk check` says whether the ledger can be reached"));
  const Ran status = desk.run({"status"});
  CHECK_MESSAGE(has(status.out, "attention: 1 document went out as early as "), status.out);
  CHECK(desk.run({"--json", "status"}).json().at("us").at("delivery").at("undelivered") == 1);
  CHECK(desk.run({"once"}).code == app::exit_outside);
  REQUIRE(told(desk).size() == 1);
  CHECK(has(told(desk)[0].dump(), "1 document is not delivered to the ledger, whatever is tried"));
  CHECK(has(told(desk)[0].dump(), invoice));

  desk.simulated().xero().faults().clear();
  desk.clock().advance(limits::longest_look_up_gap);
  CHECK(desk.run({"once"}).code == app::exit_ok);
  REQUIRE(told(desk).size() == 2);
  CHECK(told(desk)[1].at("alerts").at(0).at("state") == "over");
  CHECK(desk.run({"review"}).out == "nothing waits for a person\n");
  CHECK_FALSE(has(desk.run({"status"}).out, "attention: 1 document"));
}

TEST_CASE("once tells at its end of an outage that it leaves behind, and the next one not again") {
  Desk desk;
  desk.simulate(3);
  add_pager(desk, ", kinds: operations, cleared: true");
  simulator::Fault down;
  down.reply = {503, {}, ""};
  down.times = 10'000;
  std::string title = "reading the ledger's lists, before which nothing is booked, keeps failing";
  SUBCASE("from the first call on") {
    desk.simulated().xero().faults().add("GET /api.xro/2.0/", down);
  }
  SUBCASE("of what is written") {
    title = "not delivered to the ledger, whatever is tried";
  }
  desk.simulated().xero().faults().add("PUT /api.xro/2.0/", down);
  const Ran first = desk.run({"once"});
  CHECK(first.code == app::exit_outside);
  REQUIRE_MESSAGE(told(desk).size() == 1, first.err);
  CHECK_MESSAGE(has(told(desk)[0].dump(), title), told(desk)[0].dump());
  desk.clock().advance(Millis(600'000));
  CHECK(desk.run({"once"}).code == app::exit_outside);
  CHECK(told(desk).size() == 1);
  desk.simulated().xero().faults().clear();
  desk.clock().advance(limits::longest_retry);
  CHECK(desk.run({"once"}).code == app::exit_ok);
  REQUIRE(told(desk).size() == 2);
  CHECK(told(desk)[1].at("alerts").at(0).at("state") == "over");
}
