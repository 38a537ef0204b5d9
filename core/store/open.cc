// Opening a store: which database `where` names, whose it is, and bringing it to this program's tables.
#include <string>

#include "store/schema.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

// How often processes that open a new file at the same moment may get in each other's way.
constexpr int opening_tries = 50;

// With the write-ahead log, readers and the writer do not wait for each other, and a commit costs one flush.
// Two that switch a new file over at the same moment refuse each other at once, whatever the busy time-out
// is; a transaction does wait for the other, and after it the switch is tried again.
Result<void> use_write_ahead_log(Connection& db) {
  for (int left = opening_tries;; --left) {
    db.forget_error();
    std::string got;
    {
      auto mode = db.query("PRAGMA journal_mode = WAL");
      if (mode.next()) got = mode.text(0);
    }
    if (!db.failed()) {
      if (got == "wal" || got == "memory") return {};
      return fail(
          ErrorKind::io,
          "the file's disk does not allow a write-ahead log (a network folder?); put the database on a "
          "local disk",
          db.file());
    }
    const Error refused = db.error();
    if (left == 0) return refused;
    db.forget_error();
    db.begin(true);
    db.rollback();
  }
}

}  // namespace

Result<std::unique_ptr<Store>> SqliteStore::open(const std::string& file, KillPoint kill_point,
                                                 std::int64_t max_pages) {
  auto db = Connection::open(file, max_pages);
  if (!db) return db.error();
  if (auto ours = check_ours(**db); !ours) return ours.error();
  if (auto ready = use_write_ahead_log(**db); !ready) return ready.error();
  if (auto done = migrate(**db, migrations(), kill_point); !done) return done.error();
  return std::unique_ptr<Store>(std::make_unique<SqliteStore>(std::move(*db), std::move(kill_point)));
}

Result<std::unique_ptr<Store>> open_store(std::string_view where, KillPoint kill_point) {
  constexpr std::string_view sqlite = "sqlite:";
  if (where.starts_with("postgres"))
    return fail(ErrorKind::config,
                "this version of Crosswalk keeps its state in SQLite only; write `store: sqlite:FILE`");
  if (!where.starts_with(sqlite) || where.size() == sqlite.size())
    return fail(ErrorKind::config, "\"" + std::string(where) +
                                       "\" does not name a store; write `sqlite:FILE` or `sqlite::memory:`");
  return SqliteStore::open(std::string(where.substr(sqlite.size())), std::move(kill_point));
}

}  // namespace crosswalk::store
