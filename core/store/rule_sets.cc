// Published rule sets, and the workers that run them. A version's files are kept once, however often it is
// published.
#include "store/rows.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

constexpr std::size_t shortest_version = 4;

PublishedRules read_published(Statement& row) {
  return {row.text(0), row.instant(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)};
}

constexpr std::string_view with_files =
    "SELECT s.version, s.published, s.by, s.cause, s.tests, s.preview, f.files FROM rule_sets s"
    " JOIN rule_set_files f ON f.pair = s.pair AND f.version = s.version ";

}  // namespace

Result<void> SqliteStore::publish_rules(std::string_view pair, const PublishedRules& rules) {
  return write("publish_rules", [&](Connection& db) -> Result<void> {
    db.run("INSERT INTO rule_set_files (pair, version, files) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
           pair, rules.version, rules.files);
    db.run(
        "INSERT INTO rule_sets (pair, version, published, by, cause, tests, preview)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        pair, rules.version, rules.published, rules.by, rules.cause, rules.tests, rules.preview);
    return {};
  });
}

Result<std::optional<PublishedRules>> SqliteStore::published_rules(std::string_view pair) {
  static const std::string sql = joined({with_files, "WHERE s.pair = ?1 ORDER BY s.id DESC LIMIT 1"});
  return read([&](Connection& db) -> Result<std::optional<PublishedRules>> {
    auto row = db.query(sql, pair);
    if (!row.next()) return std::optional<PublishedRules>();
    return std::optional(read_published(row));
  });
}

Result<std::string> SqliteStore::published_version(std::string_view pair) {
  return read([&](Connection& db) -> Result<std::string> {
    auto row = db.query("SELECT version FROM rule_sets WHERE pair = ?1 ORDER BY id DESC LIMIT 1", pair);
    return row.next() ? row.text(0) : std::string();
  });
}

Result<std::optional<PublishedRules>> SqliteStore::rules_of_version(std::string_view pair,
                                                                    std::string_view version) {
  static const std::string sql =
      joined({with_files, "WHERE s.pair = ?1 AND substr(s.version, 1, length(?2)) = ?2 ORDER BY s.id DESC"});
  if (version.size() < shortest_version)
    return fail(ErrorKind::invalid, "a version is named by four of its digits at least");
  return read([&](Connection& db) -> Result<std::optional<PublishedRules>> {
    auto row = db.query(sql, pair, version);
    std::optional<PublishedRules> found;
    while (row.next()) {
      if (!found) {
        found = read_published(row);
      } else if (row.view(0) != found->version) {
        return fail(ErrorKind::invalid, "several versions begin with " + std::string(version) +
                                            ", among them " + found->version + " and " + row.text(0) +
                                            "; name more digits");
      }
    }
    return found;
  });
}

Result<std::vector<PublishedRules>> SqliteStore::rules_history(std::string_view pair, int limit) {
  return read([&](Connection& db) -> Result<std::vector<PublishedRules>> {
    auto row = db.query(
        "SELECT version, published, by, cause, tests, preview, '' FROM rule_sets WHERE pair = ?1"
        " ORDER BY id DESC LIMIT ?2",
        pair, std::int64_t{limit});
    std::vector<PublishedRules> history;
    while (row.next()) history.push_back(read_published(row));
    return history;
  });
}

Result<void> SqliteStore::report_worker(const WorkerRow& worker) {
  return write("report_worker", [&](Connection& db) -> Result<void> {
    db.run(
        "INSERT INTO workers (pair, worker, version, trouble, seen) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (pair, worker) DO UPDATE SET version = excluded.version, trouble = excluded.trouble,"
        " seen = excluded.seen",
        worker.pair, worker.worker, worker.version, worker.trouble, worker.seen);
    return {};
  });
}

Result<void> SqliteStore::forget_worker(std::string_view pair, std::string_view worker) {
  return write("forget_worker", [&](Connection& db) -> Result<void> {
    db.run("DELETE FROM workers WHERE pair = ?1 AND worker = ?2", pair, worker);
    return {};
  });
}

Result<std::vector<WorkerRow>> SqliteStore::workers(std::string_view pair) {
  return read([&](Connection& db) -> Result<std::vector<WorkerRow>> {
    auto row = db.query(
        "SELECT worker, pair, version, trouble, seen FROM workers WHERE pair = ?1 ORDER BY worker", pair);
    std::vector<WorkerRow> workers;
    while (row.next())
      workers.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.instant(4)});
    return workers;
  });
}

}  // namespace crosswalk::store
