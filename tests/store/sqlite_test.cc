// What is SQLite's own about the store: its file, whose it is, its tables' versions, other processes, full
// disks.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <array>
#include <atomic>
#include <fstream>
#include <set>
#include <thread>

#include "store/schema.h"
#include "store/suite.h"
#include "store/workplace.h"

using namespace crosswalk;
using namespace crosswalk::store;
using namespace crosswalk::store::suite;

namespace {

std::int64_t number(Connection& db, std::string_view sql) {
  auto row = db.query(sql);
  REQUIRE(row.next());
  return row.integer(0);
}

Error refusal(const std::string& where) {
  auto opened = open_store(where);
  REQUIRE_FALSE(opened.ok());
  return opened.error();
}

}  // namespace

TEST_CASE("a new database is its owner's alone") {
  const Workplace workplace;
  const auto store = workplace.store();
  REQUIRE(store->set_note("a", "b").ok());
  for (const char* name : {"crosswalk.db", "crosswalk.db-wal", "crosswalk.db-shm"}) {
    CAPTURE(name);
    struct stat facts {};
    REQUIRE(::stat(workplace.file(name).c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
  }
}

TEST_CASE("a store that cannot be opened says what to do") {
  const Workplace workplace;
  CHECK(refusal("postgresql://x/y").kind == ErrorKind::config);
  CHECK(refusal("sqlite:").kind == ErrorKind::config);
  CHECK(refusal("crosswalk.db").kind == ErrorKind::config);
  CHECK(refusal("sqlite:" + workplace.file("no/such/folder.db")).message.find("make its folder") !=
        std::string::npos);
  std::ofstream(workplace.file("text.db")) << std::string(5000, 'x');
  const auto text = refusal("sqlite:" + workplace.file("text.db"));
  CHECK(text.kind == ErrorKind::io);
  CHECK(text.message.find("not a Crosswalk database") != std::string::npos);
  CHECK(text.where == workplace.file("text.db"));
  workplace.connection("other.db")->script("CREATE TABLE theirs (a)");
  CHECK(refusal("sqlite:" + workplace.file("other.db")).message.find("another program") != std::string::npos);
  auto other = workplace.connection("other.db");
  CHECK(number(*other, "SELECT count(*) FROM sqlite_schema") == 1);  // and is left as it was
}

TEST_CASE("a newer database is refused and left alone") {
  const Workplace workplace;
  { REQUIRE(workplace.store()->set_note("a", "b").ok()); }
  workplace.connection()->script("PRAGMA user_version = 999");
  const auto error = refusal("sqlite:" + workplace.file());
  CHECK(error.kind == ErrorKind::io);
  CHECK(error.message.find("newer Crosswalk") != std::string::npos);
  CHECK(number(*workplace.connection(), "PRAGMA user_version") == 999);
}

TEST_CASE("migrations run in order, each wholly or not at all") {
  const Workplace workplace;
  const auto db = workplace.connection();
  const std::vector<std::string_view> one = {"CREATE TABLE a (x); INSERT INTO a VALUES (1);"};
  REQUIRE(migrate(*db, one).ok());
  REQUIRE(migrate(*db, one).ok());
  CHECK(number(*db, "SELECT count(*) FROM a") == 1);
  std::vector<std::string_view> steps = {one[0], "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = 2;",
                                         "CREATE TABLE b (x); INSERT INTO nowhere VALUES (1);"};
  CHECK_FALSE(migrate(*db, steps).ok());
  CHECK(number(*db, "PRAGMA user_version") == 2);  // the second stays, nothing of the third does
  CHECK(number(*db, "SELECT y FROM a") == 2);
  CHECK(number(*db, "SELECT count(*) FROM sqlite_schema WHERE name = 'b'") == 0);
  steps[2] = "CREATE TABLE b (x)";
  REQUIRE(migrate(*db, steps).ok());
  CHECK(number(*db, "PRAGMA user_version") == 3);
  CHECK(migrate(*db, one).error().message.find("newer") != std::string::npos);
}

TEST_CASE("rule sets that were published before they had a history keep their texts") {
  const Workplace workplace;
  {
    const auto db = workplace.connection();
    REQUIRE(migrate(*db, migrations().first(1)).ok());
    db->script(
        "INSERT INTO rule_sets (pair, version, published, by, files) VALUES"
        " ('us', 'aaaa1', 1000, 'ann', '{\"tax.lua\":\"1\"}'), ('us', 'aaaa1', 2000, 'bob', "
        "'{\"tax.lua\":\"1\"}')");
  }
  const auto store = workplace.store();
  const auto history = store->rules_history("us", 10).value();
  REQUIRE(history.size() == 2);
  CHECK(history[0].by == "bob");
  CHECK(history[0].cause == "start");
  CHECK(store->published_rules("us").value()->files == "{\"tax.lua\":\"1\"}");
  CHECK(store->report_worker({"host:1", "us", "aaaa1", "", start}).ok());
}

TEST_CASE("the first failure of a transaction sticks and nothing of it stays") {
  const Workplace workplace;
  const auto db = workplace.connection();
  db->script("CREATE TABLE a (x INTEGER UNIQUE) STRICT");
  db->begin(true);
  CHECK(db->run("INSERT INTO a VALUES (?1)", 1) == 1);
  db->run("INSERT INTO a VALUES (?1)", 1);
  CHECK(db->failed());
  CHECK(db->run("INSERT INTO a VALUES (?1)", 2) == 0);
  CHECK_FALSE(db->query("SELECT 1").next());
  CHECK_FALSE(db->commit().ok());
  db->begin(true);
  CHECK(number(*db, "SELECT count(*) FROM a") == 0);
  CHECK(db->commit().ok());
}

TEST_CASE("erasing empties the requests that made contacts, and no others") {
  const Workplace workplace;
  const auto store = workplace.store();
  Scene scene(*store);
  const auto claimed = scene.claim("1");
  auto invoice = drafted(DocumentKind::invoice, "WM-1", claimed.record.key);
  invoice.depends_on = {{DocumentKind::contact, "Ann"}};
  scene.book(claimed, {contact("Ann"), invoice});
  scene.post(got(store->documents("us", DocumentKind::contact)).front().document.id, "c");
  scene.post(store->documents_of(claimed.id).value().front().document.id, "i");
  CHECK(store->erase(store->to_erase("us", after(10), 10).value(), after(10)).ok());
  const auto db = workplace.connection();
  db->begin(false);
  CHECK(number(*db, "SELECT count(*) FROM attempt_bodies WHERE body = ''") == 1);
  CHECK(number(*db, "SELECT count(*) FROM attempt_bodies WHERE body <> ''") == 1);
  CHECK(db->commit().ok());
}

TEST_CASE("the waiting work is found by index") {
  const Workplace workplace;
  { workplace.store(); }
  const auto db = workplace.connection();
  const auto plan = [&](const std::string& sql) {
    std::string text;
    auto row = db->query("EXPLAIN QUERY PLAN " + sql);
    while (row.next()) text += row.text(3) + "\n";
    return text;
  };
  const auto to_map = plan("SELECT id FROM records WHERE pair = 'us' AND state = 'received' ORDER BY id");
  CHECK(to_map.find("records_by_state") != std::string::npos);
  CHECK(to_map.find("TEMP B-TREE") == std::string::npos);  // oldest first without sorting
  CHECK(
      plan("SELECT id FROM documents WHERE pair = 'us' AND side = 'ledger' AND state IN ('drafted', 'retry')"
           " ORDER BY lane, company, id")
          .find("documents_to_send") != std::string::npos);
  CHECK(plan("SELECT id FROM documents WHERE pair = 'us' AND kind = 'invoice' AND key = 'x' AND state <> "
             "'withdrawn'"
             " ORDER BY step")
            .find("documents_by_key") != std::string::npos);
  CHECK(plan("SELECT min(due) FROM documents WHERE pair = 'us' AND state IN ('pending', 'unknown')")
            .find("documents_to_look_up") != std::string::npos);
}

TEST_CASE("stores on one file share records and budgets") {
  const Workplace workplace;
  const auto first = workplace.store();
  const auto second = workplace.store();
  std::vector<RawRecord> page;
  for (int i = 0; i < 200; ++i) page.push_back(order(std::to_string(i), "{}"));
  REQUIRE(first->receive("us", page, "", "", start).ok());
  std::array<std::vector<std::int64_t>, 2> claimed;
  std::array<int, 2> calls{};
  const BucketLimit limit{"shared", 50, Millis(3'600'000)};
  const auto work = [&](Store& store, std::size_t me) {
    for (;;) {
      const auto some = store.claim_records("us", "w" + std::to_string(me), 7, lease, start);
      if (!some || some->empty()) break;
      for (const auto& record : *some) claimed[me].push_back(record.id);
    }
    for (;;) {
      const auto when = store.take(limit, start);
      if (!when || *when > start) break;
      ++calls[me];
    }
  };
  std::thread other([&] { work(*second, 1); });
  work(*first, 0);
  other.join();
  std::set<std::int64_t> all(claimed[0].begin(), claimed[0].end());
  all.insert(claimed[1].begin(), claimed[1].end());
  CHECK(claimed[0].size() + claimed[1].size() == 200);
  CHECK(all.size() == 200);
  CHECK(calls[0] + calls[1] == 50);
}

TEST_CASE("a store opens and is read while another process writes") {
  const Workplace workplace;
  REQUIRE(workplace.store()->set_note("a", "b").ok());
  const auto writer = workplace.connection();
  writer->begin(true);
  writer->run("UPDATE notes SET value = ?1", "c");
  REQUIRE_FALSE(writer->failed());
  const auto opened = open_store("sqlite:" + workplace.file());
  REQUIRE_MESSAGE(opened.ok(), (opened ? "" : opened.error().text()));
  CHECK((*opened)->note("a").value() == "b");
  REQUIRE(writer->commit().ok());
  CHECK((*opened)->note("a").value() == "c");
}

TEST_CASE("a new file can be opened by several at once") {
  const Workplace workplace;
  std::array<std::string, 4> refused;
  {
    std::vector<std::jthread> threads;
    for (auto& why : refused)
      threads.emplace_back([&workplace, &why] {
        const auto opened = open_store("sqlite:" + workplace.file());
        if (!opened) why = opened.error().text();
      });
  }
  for (const auto& why : refused) CHECK_MESSAGE(why.empty(), why);
}

TEST_CASE("a full disk is said, loses nothing, and what waited goes on") {
  const Workplace workplace;
  { workplace.store(); }
  int stored = 0;
  {
    auto opened = SqliteStore::open(workplace.file(), {}, 80);
    REQUIRE(opened.ok());
    Store& store = **opened;
    Error error;
    for (; stored < 1000; ++stored) {
      const std::vector<RawRecord> page = {order(std::to_string(stored), std::string(20'000, 'x'))};
      const auto done = store.receive("us", page, "orders", std::to_string(stored), start);
      if (done) continue;
      error = done.error();
      break;
    }
    REQUIRE(stored > 1);
    REQUIRE(stored < 1000);
    CHECK(error.kind == ErrorKind::io);
    CHECK(error.message.find("the disk is full") != std::string::npos);
    CHECK(error.where == workplace.file());
    CHECK(store.position("us", "orders").value() == std::to_string(stored - 1));
    CHECK(store.records({}).value().size() == static_cast<std::size_t>(stored));
  }
  const auto store = workplace.store();
  const std::vector<RawRecord> page = {order(std::to_string(stored), std::string(20'000, 'x'))};
  CHECK(store->receive("us", page, "orders", "end", start).value().fresh == 1);
  CHECK(store->records({}).value().size() == static_cast<std::size_t>(stored) + 1);
}

TEST_CASE("a damaged file is said") {
  const Workplace workplace;
  {
    const auto store = workplace.store();
    std::vector<RawRecord> page;
    for (int i = 0; i < 300; ++i) page.push_back(order(std::to_string(i), std::string(500, 'x')));
    REQUIRE(store->receive("us", page, "", "", start).ok());
  }
  {
    std::fstream file(workplace.file(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(8192);
    const std::string rubbish(8192 * 20, '\xee');
    file.write(rubbish.data(), static_cast<std::streamsize>(rubbish.size()));
  }
  auto opened = open_store("sqlite:" + workplace.file());
  const auto error = opened ? (*opened)->records({}).error() : opened.error();
  CHECK(error.kind == ErrorKind::io);
  CHECK(error.message.find("damaged") != std::string::npos);
}
