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

Result<bool> SqliteStore::swap_note(std::string_view key, std::string_view expected, std::string_view value) {
  return write("swap_note", [&](Connection& db) -> Result<bool> {
    {
      auto row = db.query("SELECT value FROM notes WHERE key = ?1", key);
      const std::string_view there = row.next() ? row.view(0) : std::string_view();
      if (db.failed() || there != expected) return false;
    }
    db.run(
        "INSERT INTO notes (key, value) VALUES (?1, ?2)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key, value);
    return true;
  });
}

}  // namespace crosswalk::store
