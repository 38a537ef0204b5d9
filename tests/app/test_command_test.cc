// `crosswalk test` as a person or a build server uses it.
#include "app/desk.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "simulator/world_demo.h"
#include "simulator/world_export.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// A desk whose rules have only the tests that are given.
class RuleDesk : public Desk {
 public:
  explicit RuleDesk(const std::string& test) {
    configure("https://walmart.test", "https://xero.test");
    for (const auto& file : std::filesystem::directory_iterator(directory() / "rules"))
      if (file.path().string().ends_with("_test.lua")) std::filesystem::remove(file);
    write("rules/a_test.lua", test);
  }
};

const char* const passing =
    "it('knows sales', function()\n"
    "  assert.equal('200', map(order { lines = { line { sku = 'MUG-BLU' } } }).lines[1].account)\n"
    "end)\n";

// What was written so far, to be waited for from another thread.
class Tape final : public std::streambuf {
 public:
  bool wait_for(const std::string& part, int times) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(60), [&] {
      int found = 0;
      for (auto at = text_.find(part); at != std::string::npos; at = text_.find(part, at + 1)) ++found;
      return found >= times;
    });
  }

 protected:
  int_type overflow(int_type c) override {
    const char letter = traits_type::to_char_type(c);
    xsputn(&letter, 1);
    return c;
  }
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    const std::lock_guard lock(mutex_);
    text_.append(text, static_cast<std::size_t>(size));
    changed_.notify_all();
    return size;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string text_;
};

}  // namespace

TEST_CASE("test lists failures with their places, what is pending, and totals") {
  const RuleDesk desk(std::string(passing) +
                      "it('is wrong', function()\n"
                      "  assert.same({ a = 1 }, { a = 2 })\n"
                      "end)\n"
                      "pending 'comes later'\n");
  const Ran ran = desk.run({"test"});
  CHECK(ran.code == app::exit_not_so);
  CHECK(ran.out.find("FAIL is wrong (rules/a_test.lua:4)\n    rules/a_test.lua:5: the tables differ\n    a: "
                     "expected 1, got 2\n"
                     "pending comes later (rules/a_test.lua:7)\n"
                     "1 passed, 1 failed, 1 pending in ") == 0);
  const Json json = desk.run({"--json", "test"}).json().at("rules/");
  CHECK(json.at("passed") == 1);
  CHECK(json.at("failed") == 1);
  CHECK(json.at("pending") == 1);
  CHECK(json.at("tests").at(1).at("where") == "rules/a_test.lua:4");
  CHECK(desk.run({"test", "--filter", "knows"}).code == app::exit_ok);
}

TEST_CASE("rules that cannot be loaded end test with 2") {
  RuleDesk desk(passing);
  desk.write("rules/account.lua", "return {");
  const Ran ran = desk.run({"test"});
  CHECK(ran.code == app::exit_usage);
  CHECK(has(ran.err, "rules/account.lua:1: "));
}

TEST_CASE("test --bless writes snapshots of whole documents, and a changed rule then shows") {
  RuleDesk desk(
      "it('keeps', function()\n"
      "  snapshot('a sale', documents(order { lines = { line { sku = 'MUG-BLU' } } }))\n"
      "end)\n");
  CHECK(has(desk.run({"test"}).out, "there is no rules/snapshots/a sale.json yet"));
  desk.write("rules/old.txt", "");
  const Ran blessed = desk.run({"test", "--bless"});
  CHECK(blessed.code == app::exit_ok);
  CHECK(has(blessed.out, "wrote rules/snapshots/a sale.json\n"));
  CHECK(has(desk.read("rules/snapshots/a sale.json"), "\"AccountCode\": \"200\""));
  desk.write("rules/snapshots/old.json", "{}");
  const Ran kept = desk.run({"test"});
  CHECK(kept.code == app::exit_ok);
  CHECK(has(kept.out, "no test uses rules/snapshots/old.json\n"));
  desk.edit("rules/account.lua", "\"200\"", "\"201\"");
  const Ran changed = desk.run({"test"});
  CHECK(changed.code == app::exit_not_so);
  CHECK(has(changed.out, "LineItems[1].AccountCode: expected \"200\", got \"201\""));
}

TEST_CASE("coverage names what no test uses, and is a gate") {
  const RuleDesk desk(passing);
  const Ran ran = desk.run({"test", "--coverage"});
  CHECK(ran.code == app::exit_ok);
  CHECK(has(ran.out, "rules/account.lua: 1 of 18 rows, missed rows at "));
  CHECK(has(ran.out, "rules/item.lua: 1 of 2 rows"));
  CHECK(has(ran.out, " of the lines and rows of rules/\n"));
  const Ran gate = desk.run({"test", "--min-coverage", "90"});
  CHECK(gate.code == app::exit_not_so);
  CHECK(has(gate.err, ", less than the 90 % asked for\n"));
  CHECK(desk.run({"test", "--min-coverage", "10"}).code == app::exit_ok);
  CHECK(desk.run({"test", "--min-coverage", "101"}).code == app::exit_usage);
  const Json json = desk.run({"--json", "test", "--coverage"}).json().at("rules/").at("coverage");
  CHECK(json.at("files").at(0).at("rows").at("all") == 18);
  CHECK(json.at("files").at(0).at("rows").at("covered") == 1);
}

TEST_CASE("coverage is weighed by the money of the stored history") {
  RuleDesk desk(passing);
  const std::string orders =
      simulator::to_ndjson(simulator::demo_world(), simulator::demo_start() + Millis(5LL * 86'400'000));
  CHECK(desk.run({"import", "-"}, orders).code == app::exit_ok);
  const Ran ran = desk.run({"test", "--history", "30d"});
  CAPTURE(ran.out);
  CHECK(ran.code == app::exit_ok);
  CHECK(has(ran.out, " of the money since 30d ("));
  CHECK(has(ran.out, "the most money went through what no test uses:\n    rules/"));
  const Json money = desk.run({"--json", "test", "--history", "30d"}).json().at("rules/").at("money");
  CHECK(money.at("records") > 5);
  CHECK(Decimal::parse(money.at("money").at("USD").at("covered").get<std::string>()).value() <
        Decimal::parse(money.at("money").at("USD").at("all").get<std::string>()).value());
  const Ran gate = desk.run({"test", "--history", "30d", "--min-money-coverage", "99.9"});
  CHECK(gate.code == app::exit_not_so);
  CHECK(has(gate.err, " of the money, less than the 99.9 % asked for"));
  CHECK(desk.run({"test", "--history", "30d", "--min-money-coverage", "1"}).code == app::exit_ok);
  CHECK(desk.run({"test", "--min-money-coverage", "1"}).code == app::exit_usage);
  CHECK(desk.run({"test", "--history", "soon"}).code == app::exit_usage);
  // Nothing was received since tomorrow.
  const Ran empty = desk.run({"test", "--history", "2026-02-11"});
  CHECK(empty.code == app::exit_ok);
  CHECK(has(empty.out, "no money was received since 2026-02-11"));
}

TEST_CASE("test --junit writes what build servers read") {
  const RuleDesk desk(
      std::string(passing) +
      "it('a < b & \"c\"', function()\n  error('bad \\1 \\xff <x>\\nmore')\nend)\npending 'later'\n");
  const std::string file = (desk.directory() / "junit.xml").string();
  CHECK(desk.run({"test", "--junit", file}).code == app::exit_not_so);
  const std::string xml = desk.read("junit.xml");
  CAPTURE(xml);
  CHECK(has(xml,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"crosswalk test\" tests=\"3\" "
            "failures=\"1\" skipped=\"1\" time=\"0."));
  CHECK(has(xml, "<testsuite name=\"rules/a_test.lua\" tests=\"3\" failures=\"1\" skipped=\"1\""));
  CHECK(has(xml,
            "<testcase name=\"knows sales\" classname=\"rules/a_test\" file=\"rules/a_test.lua\" time=\"0."));
  CHECK(has(xml, "name=\"a &lt; b &amp; &quot;c&quot;\""));
  CHECK(has(xml, "<failure message=\"rules/a_test.lua:5: bad ? \xef\xbf\xbd &lt;x&gt;\">"));
  CHECK(has(xml, "<skipped/>"));
  CHECK(desk.run({"test", "--junit", "/nonexistent/x.xml"}).code == app::exit_usage);
}

TEST_CASE("test --watch runs again when a rule changes, and ends when it is stopped") {
  RuleDesk desk(passing);
  Tape tape;
  std::ostream out(&tape);
  std::ostringstream err;
  std::istringstream in;
  VirtualClock clock(Instant::parse("2026-02-10T12:00:00Z").value());
  std::stop_source stop;
  app::Session session{out, err, in, clock, stop.get_token(), false, desk.directory().string(), false};
  int code = -1;
  std::thread watcher([&] { code = app::run_command_line(session, {"test", "--watch"}); });
  CHECK(tape.wait_for("1 passed, 0 failed", 1));
  desk.edit("rules/account.lua", "\"200\"", "\"201\"");
  CHECK(tape.wait_for("0 passed, 1 failed", 1));
  desk.edit("rules/account.lua", "\"201\"", "\"200\"");
  CHECK(tape.wait_for("1 passed, 0 failed", 2));
  stop.request_stop();
  watcher.join();
  CHECK(code == app::exit_ok);
}
