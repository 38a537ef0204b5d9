// Small durable facts.
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

std::string read_note(Connection& db, std::string_view key) {
  auto row = db.query("SELECT value FROM notes WHERE key = ?1", key);
  return row.next() ? row.text(0) : std::string();
}

void write_note(Connection& db, std::string_view key, std::string_view value) {
  db.run(
      "INSERT INTO notes (key, value) VALUES (?1, ?2)"
      " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      key, value);
}

}  // namespace

Result<std::string> SqliteStore::note(std::string_view key) {
  return read([&](Connection& db) -> Result<std::string> { return read_note(db, key); });
}

Result<void> SqliteStore::set_note(std::string_view key, std::string_view value) {
  return write("set_note", [&](Connection& db) -> Result<void> {
    write_note(db, key, value);
    return {};
  });
}

Result<void> SqliteStore::edit_note(
    std::string_view key, const std::function<std::optional<std::string>(const std::string& value)>& edit) {
  return write("edit_note", [&](Connection& db) -> Result<void> {
    const std::string value = read_note(db, key);
    if (db.failed()) return {};
    if (const auto edited = edit(value)) write_note(db, key, *edited);
    return {};
  });
}

Result<bool> SqliteStore::swap_note(std::string_view key, std::string_view expected, std::string_view value) {
  return write("swap_note", [&](Connection& db) -> Result<bool> {
    if (read_note(db, key) != expected || db.failed()) return false;
    write_note(db, key, value);
    return true;
  });
}

}  // namespace crosswalk::store
