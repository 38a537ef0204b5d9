// An engine over the simulators while rule sets are published, broken and taken back beside it.
#include "flow/rule_keeper.h"

#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <set>
#include <thread>

#include "checkout.h"
#include "flow/edited_rules.h"
#include "flow/rig.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr std::chrono::seconds patience(60);

// Whether it becomes true within a generous time; looked at again and again.
template <class Holds>
bool eventually(const Holds& holds) {
  std::mutex mutex;
  std::condition_variable nobody;
  std::unique_lock lock(mutex);
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    nobody.wait_for(lock, Millis(5));
  }
  return true;
}

simulator::World world_of(int orders, Instant until) {
  simulator::WorldSettings settings;
  settings.orders = orders;
  settings.over = Millis(10LL * 86'400'000);
  settings.from = until - settings.over;
  settings.quirks = simulator::QuirkShares::none();
  return simulator::make_world(settings);
}

// An engine with its keeper, and a second store on the same file: another process.
class Running {
 public:
  explicit Running(int orders, ReloadPolicy policy = ReloadPolicy::tested)
      : file_(std::filesystem::temp_directory_path() / ("crosswalk-keeper-" + random_uuid() + ".db")),
        policy_(policy),
        rig(world_of(orders, RigSettings{}.start), settings()),
        other_(store::open_store("sqlite:" + file_.string()).value()),
        outside(home(), *other_, rig.clock(), nullptr) {
    auto started = outside.start();
    REQUIRE_MESSAGE(started.ok(), (started ? "" : started.error().text()));
    first = started->rules->version();
  }
  ~Running() {
    stop();
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file_.string() + suffix);
  }

  void run(bool watch) {
    keeper_ = std::make_unique<flow::RuleKeeper>(
        flow::RuleKeeper::Settings{home(), "worker", slow_budget(), watch, &hangup}, rig.engine(),
        rig.store(), rig.clock());
    const auto begun = keeper_->begin(true, {});
    REQUIRE_MESSAGE(begun.ok(), (begun ? "" : begun.error().text()));
    thread_ = std::jthread([this](const std::stop_token& ended) { kept_ = keeper_->run(ended); });
  }
  void stop() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
    CHECK_MESSAGE(kept_.ok(), (kept_ ? "" : kept_.error().text()));
  }
  void restart() {
    stop();
    rig.restart();
  }

  // What the worker says that it runs.
  std::string running() const {
    const auto workers = other_->workers("us").value();
    return workers.empty() ? "" : workers.front().version;
  }
  std::string live() const { return other_->published_version("us").value(); }
  std::set<std::string> published() const {
    std::set<std::string> versions;
    for (const auto& one : other_->rules_history("us", 10'000).value()) versions.insert(one.version);
    return versions;
  }
  flow::ReloadOutcome reload_elsewhere() {
    auto outcome = outside.from_disk(flow::Reload::Wish::asked, {});
    REQUIRE_MESSAGE(outcome.ok(), (outcome ? "" : outcome.error().text()));
    return std::move(*outcome);
  }
  std::string version_on_disk() const {
    return rules::load_rules(rules.directory(), "rules/", checkout("/scripts")).value()->version();
  }
  store::Store& other() { return *other_; }

 private:
  flow::RuleHome home() const {
    return {"us", rules.directory(), "rules/", checkout("/scripts"), policy_, "ann@books-1", "books-1"};
  }
  static rules::RuleBudget slow_budget() {
    rules::RuleBudget budget;
    budget.time = Millis(5000);
    return budget;
  }
  RigSettings settings() const {
    RigSettings settings;
    settings.book = BookMode::created;
    settings.store = "sqlite:" + file_.string();
    settings.rules = rules.directory();
    return settings;
  }

  std::filesystem::path file_;
  ReloadPolicy policy_;

 public:
  EditedRules rules;
  Rig rig;

 private:
  std::unique_ptr<store::Store> other_;

 public:
  flow::Reload outside;
  Hangup hangup;
  std::string first;

 private:
  std::unique_ptr<flow::RuleKeeper> keeper_;
  Result<void> kept_;
  std::jthread thread_;
};

// Every entry of a record was decided by the version that the record was mapped with.
void one_version_each(Running& running, int orders) {
  const auto published = running.published();
  std::map<std::string, int> mapped;
  int seen = 0;
  const auto walked = running.rig.store().each_record(
      "us", [&](const store::RecordRow& row, const std::string& text) -> Result<void> {
        if (row.key.kind != RecordKind::order) return {};
        ++seen;
        CAPTURE(row.key.id);
        CAPTURE(row.reason);
        CHECK(row.state != RecordState::received);
        CHECK(published.count(row.version) == 1);
        ++mapped[row.version];
        if (text.empty()) return {};
        const auto entries = read_entries(text);
        REQUIRE(entries.ok());
        for (const auto& entry : entries->entries)
          if (entry.role != EntryRole::receivable) CHECK(entry.version == row.version);
        for (const auto& document : running.rig.store().documents_of(row.id).value())
          for (const auto& audit : running.rig.store().audit_of("document", document.document.id).value())
            if (!audit.version.empty()) CHECK(published.count(audit.version) == 1);
        return {};
      });
  CHECK(walked.ok());
  CHECK(seen == orders);
  const auto versions = mapped.size();
  MESSAGE("records of " << versions << " versions stand side by side");
  CHECK(versions > 1);
  for (const auto& made : running.rig.xero().invoices_created())
    CHECK_MESSAGE(made.second == 1, made.first << " was made " << made.second);
  CHECK(static_cast<int>(running.rig.xero().invoices_created().size()) == orders);
}

}  // namespace

TEST_CASE("under load no record is lost, none is mapped by two versions, and broken edits change nothing") {
  constexpr int orders = 600;
  constexpr std::size_t enough = 12;
  Running running(orders);
  running.run(false);
  std::atomic<bool> over = false;
  std::set<std::string> seen;  // by this worker
  std::string broken;
  std::jthread editor([&] {
    const std::string good = running.rules.read("account.lua");
    for (int edit = 0; seen.size() < enough && edit < 1'000; ++edit) {
      running.rules.write("account.lua", good + "-- edit " + std::to_string(edit) + "\n");
      const auto outcome = running.reload_elsewhere();
      CHECK(outcome.kind == flow::ReloadOutcome::Kind::published);
      if (edit % 3 == 0) {
        running.rules.write("account.lua", good + "this is not Lua\n");
        CHECK(running.reload_elsewhere().kind == flow::ReloadOutcome::Kind::refused);
        running.rules.write("account.lua", good + "-- edit " + std::to_string(edit) + "\n");
      }
      if (edit % 2 == 0) CHECK(eventually([&] { return running.running() == outcome.version; }));
      seen.insert(running.running());
    }
    over = true;
  });
  // Booked once, then sent round again and again, a few at a time, so that versions stand side by side.
  running.rig.pass();
  std::int64_t next = 0;
  do {
    for (int i = 0; i < 40; ++i, ++next) {
      const auto row = running.rig.store().records({.pair = "us", .states = {}, .id = {}}).value();
      const auto& record = row[static_cast<std::size_t>(next) % row.size()];
      CHECK(running.rig.store().replay(record.id, "a person", running.rig.clock().now()).ok());
    }
    running.rig.pass(false);
  } while (!over);
  editor.join();
  running.stop();
  running.rig.pass(false);  // no sweep: a revision's lines keep the decisions and the version they had
  CHECK(seen.size() >= enough);
  one_version_each(running, orders);
}

TEST_CASE("a changed file goes live by itself, a broken one does not") {
  Running running(3);
  running.run(true);
  running.rig.pass();
  CHECK(running.running() == running.first);

  running.rules.replace("account.lua", "class = ", "clazz = ");
  CHECK(eventually([&] { return flow::last_refusal(running.other(), "us").value().has_value(); }));
  CHECK(flow::last_refusal(running.other(), "us").value()->error.where.starts_with("rules/account.lua:"));
  CHECK(running.running() == running.first);

  running.rules.replace("account.lua", "clazz = ", "class = ");
  running.rules.append("account.lua", "-- mended");
  const std::string mended = running.version_on_disk();
  CHECK(eventually([&] { return running.running() == mended; }));
  CHECK(running.live() == mended);
  CHECK_FALSE(flow::last_refusal(running.other(), "us").value().has_value());

  // The rules name an account that the ledger does not have.
  running.rules.replace("account.lua", "\"215\"", "\"299\"");
  running.rules.replace("account_test.lua", "\"215\"", "\"299\"");
  CHECK(eventually([&] { return flow::last_refusal(running.other(), "us").value().has_value(); }));
  const auto refusal = flow::last_refusal(running.other(), "us").value();
  CHECK(refusal->error.message.find("account 299") != std::string::npos);
  CHECK(refusal->error.where.starts_with("rules/account.lua:"));
  CHECK(running.running() == mended);
}

TEST_CASE("what another process publishes is taken up, and going back holds over a restart") {
  Running running(3);
  running.run(true);
  running.rules.append("account.lua", "-- second");
  const std::string second = running.version_on_disk();
  CHECK(eventually([&] { return running.running() == second; }));

  CHECK(running.outside.roll_back(running.first).value().version == running.first);
  CHECK(eventually([&] { return running.running() == running.first; }));
  running.restart();
  CHECK(running.other().workers("us").value().empty());
  running.run(true);
  CHECK(eventually([&] { return running.running() == running.first; }));
  running.rig.pass();
  for (const auto& row : running.rig.store().records({.pair = "us", .states = {}, .id = {}}).value())
    CHECK(row.version == running.first);
  CHECK(running.live() == running.first);

  running.rules.append("account.lua", "-- third");
  const std::string third = running.version_on_disk();
  CHECK(eventually([&] { return running.running() == third; }));
}

TEST_CASE("a published version that cannot be built is declined, and the worker says why") {
  Running running(1);
  running.run(false);
  CHECK(running.other()
            .publish_rules("us", {"feedfeedfeed", running.rig.clock().now(), "ann", "edit", "", "", "{}"})
            .ok());
  const auto trouble = [&] { return running.other().workers("us").value().at(0).trouble; };
  CHECK(eventually([&] { return !trouble().empty(); }));
  CHECK(running.running() == running.first);
  CHECK(running.outside.roll_back(running.first).value().kind == flow::ReloadOutcome::Kind::published);
  CHECK(eventually([&] { return trouble().empty(); }));
}

TEST_CASE("reload: manual waits for a person") {
  Running running(1, ReloadPolicy::manual);
  running.run(true);
  running.rules.append("account.lua", "-- second");
  const std::string second = running.version_on_disk();
  SUBCASE("a SIGHUP") {
    ++running.hangup.count;
  }
  SUBCASE("a command") {
    CHECK(running.reload_elsewhere().version == second);
  }
  CHECK(eventually([&] { return running.running() == second; }));
  CHECK(running.published().size() == 2);
}
