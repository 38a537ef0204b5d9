// The commands as a person or a script uses them: what they print, and how they end.
#include "app/desk.h"

#include "simulator/world_demo.h"
#include "simulator/world_export.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

std::string demo_orders() {
  return simulator::to_ndjson(simulator::demo_world(), simulator::demo_start() + Millis(5LL * 86'400'000));
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("a mistyped command line is one sentence and exit code 2") {
  Desk desk;
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"onec"}, {"once", "--nonsense"}, {}, {"map"}, {"map", "x", "--to", "pdf"}}) {
    const Ran ran = desk.run(arguments);
    CHECK(ran.code == app::exit_usage);
    CHECK(ran.out.empty());
    CHECK(lines_of(ran.err) == 1);
  }
  CHECK(desk.run({"--help"}).code == app::exit_ok);
  CHECK(has(desk.run({"once", "--help"}).out, "--no-sweep"));
}

TEST_CASE("without a workspace a command says how to make one") {
  Desk desk;
  const Ran ran = desk.run({"status"});
  CHECK(ran.code != app::exit_ok);
  CHECK(has(ran.err, "crosswalk init"));
}

TEST_CASE("init makes a workspace that test and check --offline understand, and never overwrites one") {
  Desk desk;
  const std::string fresh = (desk.directory() / "fresh").string();
  CHECK(desk.run({"--workspace", fresh, "init", "--pair", "ours"}).code == app::exit_ok);
  CHECK(desk.run({"--workspace", fresh, "init"}).code == app::exit_usage);
  const auto editor = parse_json(desk.read("fresh/.luarc.json"), ".luarc.json").value();
  CHECK(std::filesystem::exists(editor.at("workspace").at("library").at(0).get<std::string>() +
                                "/crosswalk.lua"));
  CHECK(editor.at("runtime").at("builtin").at("io") == "disable");
  // The client ids are for the user to fill in, and the message says where.
  const Ran check = desk.run({"--workspace", fresh, "check", "--offline"});
  CHECK(check.code == app::exit_usage);
  CHECK(has(check.err, "crosswalk.yaml:"));
  CHECK(has(check.err, "client_id"));
}

TEST_CASE("test runs the rules' own tests and fails with them") {
  Desk desk;
  desk.configure("https://walmart.test", "https://xero.test");
  const Ran good = desk.run({"test"});
  CAPTURE(good.out);
  CHECK(good.code == app::exit_ok);
  CHECK(has(good.out, " 0 failed"));
  desk.edit("rules/account.lua", "\"200\"", "\"201\"");
  const Ran bad = desk.run({"test"});
  CHECK(bad.code == app::exit_not_so);
  CHECK(has(bad.out, "rules/account_test.lua:"));
}

TEST_CASE("map prints a line a record, with the rule of every decision, and no network or store") {
  Desk desk;
  desk.configure("https://walmart.test", "https://xero.test");
  const std::string orders = demo_orders();
  for (const char* form : {"lines", "entries", "documents"}) {
    const Ran ran = desk.run({"map", "-", "--to", form}, orders);
    CAPTURE(ran.err);
    CHECK(lines_of(ran.out) == lines_of(orders));
    CHECK(ran.code == app::exit_not_so);  // the demo world holds a SKU that nobody knows
    std::istringstream lines(ran.out);
    for (std::string line; std::getline(lines, line);) CHECK(parse_json(line, "line").ok());
  }
  CHECK(has(desk.run({"map", "-"}, orders).out, "rules/account.lua:"));
  CHECK_FALSE(std::filesystem::exists(desk.directory() / "books.db"));
  const Ran broken = desk.run({"map", "-"}, orders + "{\"purchaseOrderId\": \n");
  CHECK(broken.code != app::exit_ok);
  CHECK(has(broken.err, "standard input:"));
}

TEST_CASE("import, once, status, explain, review and replay tell one story") {
  Desk desk;
  desk.simulate(12);
  desk.edit("crosswalk.yaml", "    book:", "    reload: checked\n    book:");  // the edit below breaks a test
  desk.edit("rules/account.lua", "\"200\"", "\"299\"");
  const Ran held = desk.run({"--json", "once"});
  CAPTURE(held.err);
  CHECK(held.code == app::exit_not_so);
  const Json before = held.json().at("us");
  const int records = before.at("records").value("held", 0);
  CHECK(records > 0);
  CHECK(before.at("posted").empty());

  const Ran review = desk.run({"review"});
  CHECK(review.code == app::exit_ok);
  CHECK(has(review.out, "account 299"));
  CHECK(has(review.out, "rules/account.lua:"));

  desk.edit("rules/account.lua", "\"299\"", "\"200\"");
  CHECK(desk.run({"replay"}).code == app::exit_usage);
  const Ran refused = desk.run({"replay", "--held"}, "n\n");
  CHECK(refused.code == app::exit_not_so);
  CHECK(has(refused.out, "By account (USD)"));
  CHECK(desk.run({"replay", "--held", "--yes"}).code == app::exit_ok);
  const Ran mended = desk.run({"--json", "once", "--no-sweep"});
  CAPTURE(mended.err);
  CHECK(mended.code == app::exit_ok);
  const Json after = mended.json().at("us");
  CHECK(after.at("records").value("held", 0) == 0);
  CHECK(after.at("booked").at("USD") == after.at("posted").at("USD"));
  CHECK(desk.run({"--json", "status"}).json().at("us").at("posted") == after.at("posted"));
  const auto delivery = desk.run({"--json", "status"}).json().at("us").at("delivery");
  CHECK(delivery.at("calls") == 0);
  CHECK(delivery.at("done").is_null());
  CHECK(delivery.at("left_today") < 5000);
  CHECK(delivery.at("left_today") > 4900);
  CHECK(desk.run({"status"}).out.find("delivery: nothing waits; 4,9") != std::string::npos);

  const std::string po = desk.simulated().xero().invoices().front().number.substr(3, 15);
  const Ran story = desk.run({"explain", po});
  CHECK(story.code == app::exit_ok);
  CHECK(has(story.out, "rules/account.lua:"));
  CHECK(has(story.out, "PUT /api.xro/2.0/Invoices"));
  CHECK(desk.run({"explain", "999999999999999"}).code == app::exit_not_so);
}

TEST_CASE("import stores what a file holds, once") {
  Desk desk;
  desk.configure("https://walmart.test", "https://xero.test");
  desk.write("orders.ndjson", demo_orders());
  const std::string file = (desk.directory() / "orders.ndjson").string();
  const Json first = desk.run({"--json", "import", file}).json();
  const auto count = static_cast<int>(lines_of(demo_orders()));
  CHECK(first.at("new") == count);
  const Json second = desk.run({"--json", "import", file}).json();
  CHECK(second.at("new") == 0);
  CHECK(second.at("known") == count);
  CHECK(desk.run({"import", "/nonexistent"}).code == app::exit_usage);
}

TEST_CASE("once ends with 3 when an outside system fails, and nothing is lost") {
  Desk desk;
  desk.simulate(5);
  const std::string walmart = desk.simulated().walmart_url();
  desk.configure(walmart, desk.simulated().xero_url());
  desk.write("secrets/xero", "wrong");
  const Ran ran = desk.run({"once"});
  CHECK(ran.code == app::exit_outside);
  const Json received = desk.run({"--json", "status"}).json().at("us").at("records");
  CHECK(received.value("received", 0) == 5);  // nothing is booked unchecked
  desk.write("secrets/xero", "demo-xero-secret");
  CHECK(desk.run({"once"}).code == app::exit_ok);
  CHECK(desk.run({"--json", "status"}).json().at("us").at("records").value("booked", 0) == 5);
}

TEST_CASE("a store that cannot be used is no answer to what was asked: the command ends with 3") {
  Desk desk;
  desk.configure("https://walmart.test", "https://xero.test");
  desk.write("books.db", std::string(5'000, 'x'));
  for (const char* command : {"status", "reconcile", "export"}) {
    const Ran ran = desk.run({command});
    CHECK(ran.code == app::exit_outside);
    CHECK(has(ran.err, "not a Crosswalk database"));
  }
}

TEST_CASE("demo runs the whole way offline") {
  Desk desk;
  desk.configure("http://127.0.0.1:1", "http://127.0.0.1:1");
  const Ran ran = desk.run({"--json", "demo"});
  CAPTURE(ran.err);
  CHECK(ran.code == app::exit_ok);
  const Json summary = ran.json().at("summary");
  CHECK(summary.at("booked") == summary.at("posted"));
  CHECK(summary.at("records").value("booked", 0) == 9);
  CHECK(summary.at("records").value("dead", 0) == 1);
  CHECK(summary.at("records").value("held", 0) == 3);  // the settlement for want of a clearing account
}

TEST_CASE("status says that booking waits for the ledger's lists") {
  Desk desk;
  desk.simulate(3);
  simulator::Fault outage;
  outage.reply.status = 503;
  outage.times = 1'000'000;
  desk.simulated().xero().faults().add("GET /api.xro/2.0/Organisation", outage);
  const Ran waits = desk.run({"once"});
  CHECK(waits.code == app::exit_outside);
  CHECK(has(waits.err, "nothing is booked before the ledger's lists have been read once"));
  const Ran status = desk.run({"status"});
  CHECK(has(status.out, "booking waits for the ledger's lists"));
  CHECK(desk.run({"--json", "status"}).json().at("us").at("waits_for_lists") == true);
  desk.simulated().xero().faults().clear();
  desk.run({"once"});
  CHECK_FALSE(has(desk.run({"status"}).out, "booking waits"));
  CHECK(desk.run({"--json", "status"}).json().at("us").at("waits_for_lists") == false);
  desk.edit("crosswalk.yaml", "client_id: demo-app", "tenant_id: another, client_id: demo-app");
  CHECK(has(desk.run({"status"}).out, "demo-app demo-app; this pair reads Xero "));
}
