// Published rule sets and small durable facts.
#include "store/sqlite_store.h"

namespace crosswalk::store {

Result<void> SqliteStore::publish_rules(std::string_view pair, const PublishedRules& rules) {
  return write("publish_rules", [&](Connection& db) -> Result<void> {
    db.run("INSERT INTO rule_sets (pair, version, published, by, files) VALUES (?1, ?2, ?3, ?4, ?5)", pair,
           rules.version, rules.published, rules.by, rules.files);
    return {};
  });
}

Result<std::optional<PublishedRules>> SqliteStore::published_rules(std::string_view pair) {
  return read([&](Connection& db) -> Result<std::optional<PublishedRules>> {
    auto row = db.query(
        "SELECT version, published, by, files FROM rule_sets WHERE pair = ?1 ORDER BY id DESC LIMIT 1", pair);
    if (!row.next()) return std::optional<PublishedRules>();
    return std::optional(PublishedRules{row.text(0), row.instant(1), row.text(2), row.text(3)});
  });
}

Result<std::string> SqliteStore::note(std::string_view key) {
  return read([&](Connection& db) -> Result<std::string> {
    auto row = db.query("SELECT value FROM notes WHERE key = ?1", key);
    return row.next() ? row.text(0) : std::string();
  });
}

Result<void> SqliteStore::set_note(std::string_view key, std::string_view value) {
  return write("set_note", [&](Connection& db) -> Result<void> {
    db.run(
        "INSERT INTO notes (key, value) VALUES (?1, ?2)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key, value);
    return {};
  });
}

}  // namespace crosswalk::store
