// Putting rules live from the command line, and their history.
#include "app/desk.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "flow/example_tests.h"
#include "simulator/world_demo.h"
#include "simulator/world_export.h"
#include "store/store.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

struct Offline : Desk {
  Offline() { configure("https://127.0.0.1:1", "http://127.0.0.1:1"); }
  std::string live() const { return text_in(run({"--json", "reload"}).json().at("us"), "live"); }
};

// `crosswalk run` in a thread, by the system's clock, because what is waited for happens in other threads.
class RunningEngine {
 public:
  explicit RunningEngine(const Desk& desk)
      : session_{out_,  err_,    in_, clock_, source_.get_token(), false, desk.directory().string(),
                 false, &hangup_},
        thread_([this] { code_ = app::run_command_line(session_, {"run"}); }) {}
  int stop() {
    source_.request_stop();
    if (thread_.joinable()) thread_.join();
    return code_;
  }
  ~RunningEngine() { stop(); }
  Hangup& hangup() { return hangup_; }

 private:
  std::ostringstream out_;
  std::ostringstream err_;
  std::istringstream in_;
  SystemClock clock_;
  std::stop_source source_;
  Hangup hangup_;
  app::Session session_;
  int code_ = -1;
  std::jthread thread_;
};

// As a person at another terminal would, by the system's clock.
Ran run_beside(const Desk& desk, const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  std::istringstream in;
  SystemClock clock;
  app::Session session{out, err, in, clock, {}, false, desk.directory().string(), false};
  Ran ran;
  ran.code = app::run_command_line(session, arguments);
  ran.out = out.str();
  ran.err = err.str();
  return ran;
}

template <class Holds>
bool eventually(const Holds& holds) {
  std::mutex mutex;
  std::condition_variable nobody;
  std::unique_lock lock(mutex);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    nobody.wait_for(lock, Millis(10));
  }
  return true;
}

}  // namespace

TEST_CASE("reload without an engine publishes and says that none runs") {
  Offline desk;
  const Ran first = desk.run({"reload"});
  CAPTURE(first.err);
  CHECK(first.code == app::exit_ok);
  CHECK(has(first.out, "is published; its tests: " + example_tests() + " passed"));
  CHECK(has(first.out, "no engine runs"));
  // Nobody answered for the ledger, and that is said.
  CHECK(has(first.err, "the ledger's lists could not be read"));
  const Ran second = desk.run({"reload", "us"});
  CHECK(second.code == app::exit_ok);
  CHECK(has(second.out, "nothing has changed"));
  CHECK(desk.run({"reload", "nowhere"}).code == app::exit_usage);
}

TEST_CASE("a refused reload says what and where, and that the old version goes on") {
  Offline desk;
  const std::string live = desk.live();
  desk.edit("rules/account.lua", "\"200\"", "\"201\"");
  const Ran ran = desk.run({"reload"});
  CHECK(ran.code == app::exit_not_so);
  CHECK(ran.err.find("rules/account_test.lua:") != std::string::npos);
  CHECK(has(ran.err, "version " + live + " goes on"));
  const Json json = desk.run({"--json", "reload"}).json().at("us");
  CHECK(text_in(json, "result") == "refused");
  CHECK(text_in(json, "live") == live);
  CHECK(text_in(json.at("error"), "where").starts_with("rules/account_test.lua:"));
  const Ran status = desk.run({"status"});
  CHECK(has(status.out, live + " live since"));
  CHECK(has(status.out, "refused"));
  CHECK(has(status.out, "which is not live"));
  const Json rules = desk.run({"--json", "status"}).json().at("us").at("rules");
  CHECK(text_in(rules.at("live"), "version") == live);
  CHECK(text_in(rules.at("disk"), "version") != live);
  CHECK(text_in(rules.at("refused"), "where").starts_with("rules/account_test.lua:"));
}

TEST_CASE("reload checks the rules' codes against the ledger") {
  Desk desk;
  desk.simulate(1);
  CHECK(desk.run({"reload"}).code == app::exit_ok);
  desk.edit("rules/account.lua", "\"215\"", "\"299\"");
  desk.edit("rules/account_test.lua", "\"215\"", "\"299\"");
  const Ran ran = desk.run({"reload"});
  CHECK(ran.code == app::exit_not_so);
  CHECK(has(ran.err, "rules/account.lua:"));
  CHECK(has(ran.err, "account 299"));
  desk.simulated().xero().add_account(
      {.code = "299", .name = "Discounts", .type = "REVENUE", .account_class = "REVENUE"});
  CHECK(desk.run({"reload"}).code == app::exit_ok);
}

TEST_CASE("rules whose tests keep documents go live, and back, by the snapshots of their own time") {
  const Offline desk;
  desk.write("rules/snapshot_test.lua",
             "it('keeps', function()\n"
             "  snapshot('a sale', documents(order { lines = { line { sku = 'MUG-BLU' } } }))\n"
             "end)\n");
  CHECK(desk.run({"reload"}).code == app::exit_not_so);
  CHECK(desk.run({"test", "--bless"}).code == app::exit_ok);
  const std::string first = desk.live();
  desk.edit("rules/account.lua", "\"200\"", "\"201\"");
  desk.edit("rules/account_test.lua", "\"200\"", "\"201\"");
  const Ran changed = desk.run({"reload"});
  CHECK(changed.code == app::exit_not_so);
  CHECK(has(changed.err, "LineItems[1].AccountCode"));
  CHECK(desk.run({"test", "--bless"}).code == app::exit_ok);
  CHECK(desk.live() != first);
  const Ran back = desk.run({"rules", "rollback", first});
  CAPTURE(back.err);
  CHECK(back.code == app::exit_ok);
}

TEST_CASE("versions are listed, shown, compared and gone back to") {
  Offline desk;
  CHECK(has(desk.run({"rules", "history"}).out, "no rules were published yet"));
  const std::string first = desk.live();
  desk.write("rules/account.lua", desk.read("rules/account.lua") + "-- a remark\n");
  const std::string second = desk.live();
  REQUIRE(first != second);

  const Json history = desk.run({"--json", "rules", "history"}).json();
  REQUIRE(history.size() == 2);
  CHECK(text_in(history[0], "version") == second);
  CHECK(history[0].at("live") == true);
  CHECK(text_in(history[1], "version") == first);
  CHECK(text_in(history[1], "tests") == example_tests() + " passed");
  CHECK(has(desk.run({"rules", "history"}).out, "*   " + second));

  CHECK(has(desk.run({"rules", "show", first}).out, "rules/items.csv"));
  CHECK(desk.run({"rules", "show", second.substr(0, 5), "account.lua"}).out ==
        desk.read("rules/account.lua"));
  CHECK(desk.run({"rules", "show", "disk", "rules/account.lua"}).out == desk.read("rules/account.lua"));
  CHECK(desk.run({"rules", "show", first, "nothing.lua"}).code == app::exit_not_so);
  CHECK(desk.run({"rules", "show", "feedfeed"}).code == app::exit_not_so);

  const Ran diff = desk.run({"rules", "diff", first});
  CHECK(diff.code == app::exit_ok);
  CHECK(has(diff.out, "--- rules/account.lua (" + first + ")\n+++ rules/account.lua (" + second + ")\n"));
  CHECK(has(diff.out, "\n+-- a remark\n"));
  CHECK(desk.run({"rules", "diff", "disk"}).out == "no file differs\n");
  desk.write("rules/extra.csv", "sku,item\n");
  const Json files = desk.run({"--json", "rules", "diff", "live", "disk"}).json().at("files");
  REQUIRE(files.size() == 1);
  CHECK(text_in(files[0], "name") == "rules/extra.csv");
  CHECK(text_in(files[0], "change") == "added");
  std::filesystem::remove(desk.directory() / "rules/extra.csv");

  const Ran back = desk.run({"rules", "rollback", first.substr(0, 8)});
  CAPTURE(back.err);
  CHECK(back.code == app::exit_ok);
  CHECK(has(back.out, "version " + first + " is published"));
  CHECK(has(back.out, "stay out until they change"));
  CHECK(text_in(desk.run({"--json", "rules", "history"}).json()[0], "cause") == "rollback");
  CHECK(desk.run({"rules", "rollback", "feedfeed"}).code == app::exit_not_so);
  CHECK(desk.run({"rules", "rollback", "abc"}).code == app::exit_not_so);
  CHECK(desk.run({"rules"}).code == app::exit_usage);
}

TEST_CASE("a version that was live once maps a stored record to the same bytes for ever") {
  Offline desk;
  desk.write("orders.ndjson", simulator::to_ndjson(simulator::demo_world(),
                                                   simulator::demo_start() + Millis(5LL * 86'400'000)));
  CHECK(desk.run({"import", (desk.directory() / "orders.ndjson").string()}).code == app::exit_ok);
  const std::string first = desk.live();
  std::istringstream orders(desk.read("orders.ndjson"));
  std::string order;
  std::getline(orders, order);
  const std::string id = text_in(parse_json(order, "order").value(), "purchaseOrderId");
  REQUIRE_FALSE(id.empty());
  std::vector<std::string> map = {"map", "--record", id, "--version", first};
  for (const char* form : {"lines", "entries", "documents"}) {
    map.insert(map.end(), {"--to", form});
    const Ran before = desk.run(map);
    CHECK(before.code == app::exit_ok);
    CHECK(has(before.out, id));

    desk.edit("rules/account.lua", "\"210\"", "\"211\"");
    desk.edit("rules/account_test.lua", "\"210\"", "\"211\"");
    CHECK(desk.live() != first);
    CHECK(desk.run(map).out == before.out);
    desk.edit("rules/account.lua", "\"211\"", "\"210\"");
    desk.edit("rules/account_test.lua", "\"211\"", "\"210\"");
    CHECK(desk.live() == first);
    map.resize(5);
  }
  CHECK(desk.run({"map", "--record", "999"}).code == app::exit_not_so);
  CHECK(desk.run({"map", "--record", id, "--version", "feedfeed"}).code == app::exit_not_so);
  CHECK(desk.run({"map"}).code == app::exit_usage);
}

TEST_CASE("with an engine running, reload answers when every worker maps with the new version") {
  Desk desk;
  desk.simulate(3);
  RunningEngine engine(desk);
  const auto workers = [&] {
    const Ran ran = run_beside(desk, {"--json", "status"});
    return ran.code == 0 ? ran.json().at("us").at("rules").at("workers").size() : 0;
  };
  REQUIRE(eventually([&] { return workers() == 1; }));
  desk.write("rules/account.lua", desk.read("rules/account.lua") + "-- a remark\n");
  const Ran ran = run_beside(desk, {"--json", "reload"});
  CAPTURE(ran.out);
  CHECK(ran.code == app::exit_ok);
  const Json json = ran.json().at("us");
  REQUIRE(json.at("workers").size() == 1);
  CHECK(json.at("workers")[0].at("version") == json.at("version"));

  const std::string first = text_in(run_beside(desk, {"--json", "rules", "history"}).json()[1], "version");
  const Ran back = run_beside(desk, {"rules", "rollback", first});
  CHECK(back.code == app::exit_ok);
  CHECK(has(back.out, "runs version " + first));
  CHECK(engine.stop() == app::exit_ok);
  CHECK(workers() == 0);
}

TEST_CASE("a worker that does not take the version up in time makes reload fail") {
  Desk desk;
  desk.simulate(1);
  const std::string live = text_in(desk.run({"--json", "reload"}).json().at("us"), "live");
  const auto books = store::open_store("sqlite:" + (desk.directory() / "books.db").string()).value();
  const Instant now = SystemClock().now();
  SUBCASE("it is slow") {
    CHECK(books->report_worker({"books-1:1", "us", "0ld", "", now + Millis(3'600'000)}).ok());
    const Ran ran = run_beside(desk, {"reload", "--timeout", "0"});
    CHECK(ran.code == app::exit_not_so);
    CHECK(has(ran.err, "books-1:1 still runs version 0ld"));
  }
  SUBCASE("it cannot") {
    CHECK(books->report_worker({"books-1:1", "us", "0ld", "rules/tax.lua:3: no", now}).ok());
    const Ran ran = run_beside(desk, {"reload"});
    CHECK(ran.code == app::exit_not_so);
    CHECK(has(ran.err, "rules/tax.lua:3: no"));
  }
  SUBCASE("it is dead") {
    CHECK(books->report_worker({"books-1:1", "us", "0ld", "", now - Millis(60'000)}).ok());
    CHECK(run_beside(desk, {"reload"}).code == app::exit_ok);
  }
}

TEST_CASE("once runs the last good rules when the changed ones are refused, and starts with good ones only") {
  Desk desk;
  desk.simulate(4);
  desk.edit("rules/account.lua", "\"200\"", "\"201\"");
  const Ran refused = desk.run({"once"});
  CHECK(refused.code == app::exit_usage);
  CHECK(has(refused.err, "rules/account_test.lua:"));
  desk.edit("rules/account.lua", "\"201\"", "\"200\"");
  CHECK(desk.run({"once"}).code == app::exit_ok);
  const std::string live = text_in(desk.run({"--json", "rules", "history"}).json()[0], "version");
  desk.edit("rules/account.lua", "class = ", "clazz = ");
  CHECK(desk.run({"once"}).code == app::exit_ok);
  CHECK(has(desk.run({"status"}).out, "on disk they cannot be loaded: rules/account.lua:"));
  CHECK(text_in(desk.run({"--json", "rules", "history"}).json()[0], "version") == live);
}
