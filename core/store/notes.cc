// Small durable facts.
#include "store/sqlite_store.h"

namespace crosswalk::store {

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
