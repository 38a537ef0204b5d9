#include "store/sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/limits.h"
#include "store/sqlite_errors.h"

namespace crosswalk::store {
namespace {

// SQLite would make the file readable by everybody; its -wal and -shm files take the mode of the file. Only a
// file that did not exist is opened here: closing another descriptor of an open database would drop its
// locks.
Result<void> create_private(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0) {
    ::close(descriptor);
    return {};
  }
  if (errno == EEXIST) return {};
  return fail(ErrorKind::io,
              std::string("the database file cannot be created (") + std::strerror(errno) +
                  "); make its folder, or name another file under `store:`",
              file);
}

}  // namespace

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string sql;
  for (const auto part : parts) sql.append(part);
  return sql;
}

Statement::Statement(Statement&& other) noexcept
    : db_(other.db_), handle_(std::exchange(other.handle_, nullptr)), home_(other.home_) {}

Statement::~Statement() {
  if (handle_ == nullptr) return;
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  home_->push_back(handle_);
}

bool Statement::next() {
  if (handle_ == nullptr || db_->failed()) return false;
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) db_->note_failure(code);
  return false;
}

bool Statement::null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}
std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}
double Statement::real(int column) const {
  return sqlite3_column_double(handle_, column);
}

std::string_view Statement::view(int column) const {
  const auto* text = sqlite3_column_text(handle_, column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::optional<Money> Statement::money(int column) const {
  if (null(column)) return std::nullopt;
  return Money{Decimal::from_units(integer(column)), db_->expect(Currency::parse(view(column + 1)))};
}

Date Statement::date(int column) const {
  return db_->expect(Date::parse(view(column)));
}

void Statement::bind(int index, std::int64_t value) {
  if (handle_ == nullptr) return;
  if (const int code = sqlite3_bind_int64(handle_, index, value); code != SQLITE_OK) db_->note_failure(code);
}

void Statement::bind(int index, double value) {
  if (handle_ == nullptr) return;
  if (const int code = sqlite3_bind_double(handle_, index, value); code != SQLITE_OK) db_->note_failure(code);
}

void Statement::bind(int index, std::string_view value) {
  if (handle_ == nullptr) return;
  const char* data = value.data() == nullptr ? "" : value.data();  // a null pointer would become NULL
  const int code = sqlite3_bind_text64(handle_, index, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) db_->note_failure(code);
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& file, std::int64_t max_pages) {
  std::unique_ptr<Connection> db(new Connection(file));
  std::string name = file;
  if (file != ":memory:") {
    if (auto made = create_private(file); !made) return made.error();
    // "file:…" would be taken for a URI.
    name = std::filesystem::absolute(file).string();
  }
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (const int code = sqlite3_open_v2(name.c_str(), &db->handle_, flags, nullptr); code != SQLITE_OK) {
    db->note_failure(code);
    return db->error();
  }
  sqlite3_busy_timeout(db->handle_, static_cast<int>(limits::store_patience.count()));
  // 8 KiB pages: between what batches like (16) and what single commits like (4). The cache is small on
  // purpose: the system's own page cache holds the file too. Temporary tables never go to a file: they may
  // hold a buyer's data.
  db->script(
      "PRAGMA page_size = 8192; PRAGMA cache_size = -4096; PRAGMA synchronous = FULL; PRAGMA foreign_keys = "
      "ON;"
      "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA wal_autocheckpoint = 512;"
      "PRAGMA journal_size_limit = 16777216;");
  if (max_pages > 0) db->script("PRAGMA max_page_count = " + std::to_string(max_pages));
  if (db->failed()) return db->error();
  return db;
}

Connection::~Connection() {
  for (auto& [sql, statements] : idle_)
    for (auto* statement : statements) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

Statement Connection::prepare(std::string_view sql) {
  auto found = idle_.find(sql);
  if (found == idle_.end()) found = idle_.emplace(std::string(sql), std::vector<sqlite3_stmt*>{}).first;
  auto& idle = found->second;
  sqlite3_stmt* handle = nullptr;
  if (!idle.empty()) {
    handle = idle.back();
    idle.pop_back();
  } else if (!failed()) {
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK) note_failure(code);
  }
  return Statement(*this, handle, &idle);
}

void Connection::script(const std::string& sql) {
  if (failed()) return;
  if (const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
    note_failure(code);
}

std::int64_t Connection::last_id() const {
  return sqlite3_last_insert_rowid(handle_);
}
int Connection::changes() const {
  return sqlite3_changes(handle_);
}

void Connection::begin(bool writes) {
  forget_error();
  run(writes ? "BEGIN IMMEDIATE" : "BEGIN");
}

Result<void> Connection::commit() {
  run("COMMIT");
  if (!failed()) return {};
  Error error = this->error();
  rollback();
  return error;
}

void Connection::rollback() {
  forget_error();
  // After some failures SQLite has rolled back by itself.
  if (sqlite3_get_autocommit(handle_) == 0) run("ROLLBACK");
  forget_error();
}

void Connection::refuse(Error error) {
  if (!error_) error_ = std::move(error);
}

void Connection::note_failure(int code) {
  refuse(sqlite_failure(code, handle_ == nullptr ? "" : sqlite3_errmsg(handle_),
                        handle_ == nullptr ? 0 : sqlite3_system_errno(handle_), file_));
}

}  // namespace crosswalk::store
