// A process that dies at any write: before the commit nothing of the step is there, after it all of it is;
// and whoever goes on ends where the other would have ended, with every document in the outside world exactly
// once. The child process really dies, by _exit at the n-th kill point.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "store/suite.h"
#include "store/workplace.h"

using namespace crosswalk;
using namespace crosswalk::store;
using namespace crosswalk::store::suite;

namespace {

constexpr int died = 9;
constexpr int broken = 7;

// An outside system that keeps what it was sent, over the death of its client.
class World {
 public:
  explicit World(std::string file) : file_(std::move(file)) {}
  void take(const std::string& key) { std::ofstream(file_, std::ios::app) << key << '\n'; }
  std::vector<std::string> all() const {
    std::vector<std::string> keys;
    std::ifstream in(file_);
    for (std::string key; std::getline(in, key);) keys.push_back(key);
    return keys;
  }
  bool has(const std::string& key) const {
    const auto keys = all();
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  }

 private:
  std::string file_;
};

// A small engine over the store: the script of the test. Every run does what is left to do. It has no doctest
// inside, because it also runs in the child.
class Engine {
 public:
  Engine(Store& store, World& world) : store_(store), world_(world) {}

  // `now` is later than any lease of an earlier run.
  bool run(Instant now) {
    now_ = now;
    const std::vector<RawRecord> first = {order("1", "one"), order("2", "two")};
    const std::vector<RawRecord> second = {order("2", "two, changed"), order("3", "three")};
    const bool begun = !store_.position("us", "orders").value().empty();
    if (!begun && !step(store_.receive("us", first, "orders", "page 2", now_))) return false;
    if (!settle()) return false;
    if (store_.position("us", "orders").value() == "page 2" &&
        !step(store_.receive("us", second, "orders", "end", now_)))
      return false;
    if (!settle()) return false;
    const auto held = store_.records({.pair = "us", .states = {RecordState::held}, .id = {}}).value();
    for (const auto& row : held)
      if (!step(store_.replay(row.id, "ann", now_))) return false;
    return settle() && step(store_.set_note("done", "yes"));
  }

 private:
  template <class T>
  static bool step(const Result<T>& result) {
    return result.ok();
  }

  bool map() {
    for (;;) {
      auto claimed = store_.claim_records("us", "worker", 2, lease, now_);
      if (!step(claimed)) return false;
      if (claimed->empty()) return true;
      std::vector<MappedRecord> results;
      for (const auto& record : *claimed) results.push_back(map_one(record));
      if (!step(store_.finish_records(results, "worker", now_))) return false;
    }
  }

  // The third order is held until a person replays it; a changed order gets one more invoice.
  static MappedRecord map_one(const ClaimedRecord& claimed) {
    MappedRecord mapped;
    mapped.id = claimed.id;
    mapped.revision = claimed.record.revision;
    mapped.entries = claimed.record.body;
    if (claimed.record.key.id == "3" && !claimed.replayed) {
      mapped.state = RecordState::held;
      mapped.stuck = usd("5");
      return mapped;
    }
    auto invoice = drafted(DocumentKind::invoice,
                           "WM-" + claimed.record.key.id + "-" + std::to_string(claimed.record.revision),
                           claimed.record.key);
    invoice.depends_on = {{DocumentKind::contact, "Channel"}};
    invoice.total = usd("10");
    mapped.documents = {contact("Channel"), invoice};
    return mapped;
  }

  bool dispatch() {
    for (;;) {
      const auto documents = store_.sendable("us", Side::ledger, 10, now_).value();
      if (documents.empty()) return true;
      Attempt attempt;
      attempt.id = "attempt " + std::to_string(documents.front().id) + " at " + now_.text();
      attempt.pair = "us";
      attempt.members = documents;
      if (!step(store_.begin_attempt(attempt, "worker", lease, now_))) return false;
      Outcomes outcomes;
      for (const auto& document : documents) {
        world_.take(document.key);
        outcomes.push_back(posted("guid of " + document.key, document.total));
      }
      if (!step(store_.finish_attempt(attempt.id, documents, outcomes, Cause::answer, "worker", now_)))
        return false;
    }
  }

  bool look_up() {
    for (const auto& attempt : got(store_.to_look_up("us", Side::ledger, 10, now_))) {
      Outcomes outcomes;
      for (const auto& document : attempt.members)
        outcomes.push_back(world_.has(document.key) ? posted("guid of " + document.key, document.total)
                                                    : outcome(Outcome::Kind::absent));
      if (!step(store_.finish_attempt(attempt.id, attempt.members, outcomes, Cause::look_up, "worker", now_)))
        return false;
    }
    return true;
  }

  bool settle() {
    for (;;) {
      if (!step(store_.expire_leases(now_)) || !look_up() || !map() || !dispatch()) return false;
      const auto due = store_.next_due("us").value();
      if (!due) return true;
      now_ = std::max(now_, *due);
    }
  }

  Store& store_;
  World& world_;
  Instant now_;
};

// Every row of every table, so that two databases can be told apart.
std::string dump(const std::string& file) {
  auto db = Connection::open(file);
  if (!db) return db.error().text();
  std::string text;
  std::vector<std::string> tables;
  {
    auto row = (*db)->query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    while (row.next()) tables.push_back(row.text(0));
  }
  for (const auto& table : tables) {
    std::string columns;
    {
      auto row = (*db)->query(
          "SELECT group_concat('quote(\"' || name || '\")', '|| '' '' ||') FROM pragma_table_info(?1)",
          table);
      if (row.next()) columns = row.text(0);
    }
    text += table + "\n";
    auto row = (*db)->query("SELECT " + columns + " FROM " + table + " ORDER BY 1");
    while (row.next()) text += "  " + row.text(0) + "\n";
  }
  return text;
}

// What must be the same however often somebody died on the way: no times, attempts or trail.
std::string final_state(Store& store) {
  std::string text;
  for (const auto& row : got(store.records({}))) {
    text += row.key.id + " " + std::string(name_of(row.state)) + " " + std::to_string(row.revision) + " " +
            got(store.entries_of(row.id)) + "\n";
    for (const auto& document : got(store.documents_of(row.id)))
      text += "  " + document.document.key + " " + std::string(name_of(document.document.state)) + " " +
              (document.receipt ? document.receipt->outside_id : "-") + "\n";
  }
  const auto counts = got(store.counts("us"));
  for (const auto& money : counts.posted) text += money.text() + "\n";
  return text + got(store.position("us", "orders"));
}

// Runs the engine in a child that dies at kill point `n`; the kill point's name is left in `name_file`.
int run_child(const Workplace& workplace, int n, const std::string& name_file) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    int left = n;
    auto opened = open_store("sqlite:" + workplace.file(), [&](std::string_view name) {
      if (--left > 0) return;
      std::ofstream(name_file) << name;
      ::_exit(died);
    });
    if (!opened) ::_exit(broken);
    World world(workplace.file("world"));
    Engine engine(**opened, world);
    ::_exit(engine.run(start) ? 0 : broken);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status);
}

}  // namespace

TEST_CASE("a process may die at any write") {
  // How it goes when nobody dies: the database after each commit, beginning with no tables at all.
  const Workplace calm;
  std::vector<std::string> after_commit;
  std::string expected;
  {
    auto opened = open_store("sqlite:" + calm.file(), [&](std::string_view name) {
      if (name.starts_with("after:")) after_commit.push_back(dump(calm.file()));
    });
    REQUIRE(opened.ok());
    World world(calm.file("world"));
    Engine engine(**opened, world);
    REQUIRE(engine.run(start));
    expected = final_state(**opened);
    REQUIRE(world.all() == std::vector<std::string>{"Channel", "WM-1-1", "WM-2-1", "WM-2-2", "WM-3-1"});
  }
  CHECK(expected.find("WM-3-1 posted guid of WM-3-1") != std::string::npos);
  CHECK(expected.find("40.00 USD") != std::string::npos);
  REQUIRE(after_commit.size() > 20);

  int deaths = 0;
  for (int n = 1;; ++n) {
    CAPTURE(n);
    const Workplace workplace;
    const std::string name_file = workplace.file("name");
    const int code = run_child(workplace, n, name_file);
    if (code == 0) break;
    REQUIRE(code == died);
    ++deaths;
    std::string name;
    std::ifstream(name_file) >> name;
    CAPTURE(name);
    // Kill points come in pairs: before and after the commit of step (n - 1) / 2.
    const auto commits = static_cast<std::size_t>(n / 2);
    const std::string found = dump(workplace.file());
    CHECK(found == (commits == 0 ? std::string() : after_commit[commits - 1]));

    const auto store = workplace.store();
    World world(workplace.file("world"));
    Engine engine(*store, world);
    REQUIRE(engine.run(start + lease * 3));
    CHECK(final_state(*store) == expected);
    CHECK(world.all() == std::vector<std::string>{"Channel", "WM-1-1", "WM-2-1", "WM-2-2", "WM-3-1"});
  }
  CHECK(deaths == static_cast<int>(after_commit.size()) * 2);
}

TEST_CASE("a kill point that throws leaves nothing half done") {
  const Workplace workplace;
  bool armed = false;
  auto opened = open_store("sqlite:" + workplace.file(), [&](std::string_view name) {
    if (armed && name == "before:receive") throw std::runtime_error("struck");
  });
  REQUIRE(opened.ok());
  const std::vector<RawRecord> page = {order("1", "one")};
  armed = true;
  CHECK_THROWS((*opened)->receive("us", page, "orders", "p", start).ok());
  armed = false;
  CHECK((*opened)->records({}).value().empty());
  CHECK((*opened)->receive("us", page, "orders", "p", start).value().fresh == 1);
}
