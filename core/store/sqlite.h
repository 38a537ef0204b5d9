// Connection and Statement: SQLite without its hand work. The first failure of a transaction sticks: every
// later statement does nothing, reads see no rows, and `commit` rolls back and returns that failure. So a
// transaction's body reads like the plan it is, and nothing of a failed one is ever kept. Statements are
// prepared once and reused. Not thread-safe: one thread at a time (SqliteStore holds the lock).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace crosswalk::store {

class Connection;

// The text of a statement from its parts.
std::string joined(std::initializer_list<std::string_view> parts);

// A prepared statement with its values, on loan from the connection until it is destroyed. Columns count from
// 0.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // True: a row is there. False: no more rows, or the transaction has failed.
  bool next();

  bool null(int column) const;
  std::int64_t integer(int column) const;
  int small(int column) const { return static_cast<int>(integer(column)); }
  double real(int column) const;
  std::string_view view(int column) const;  // until the next `next`
  std::string text(int column) const { return std::string(view(column)); }
  Instant instant(int column) const { return Instant::from_millis(integer(column)); }
  // Millionths in `column`, the currency in the one after it; both null: nothing.
  std::optional<Money> money(int column) const;
  Date date(int column) const;

 private:
  friend class Connection;
  Statement(Connection& db, sqlite3_stmt* handle, std::vector<sqlite3_stmt*>* home)
      : db_(&db), handle_(handle), home_(home) {}

  void bind(int index, std::int64_t value);
  void bind(int index, int value) { bind(index, std::int64_t{value}); }
  void bind(int index, double value);
  void bind(int index, std::string_view value);
  void bind(int index, Instant value) { bind(index, value.millis()); }
  void bind(int index, Date value) { bind(index, std::string_view(value.text())); }
  template <class T>
  void bind(int index, const std::optional<T>& value) {
    if (value) bind(index, *value);  // not bound: null
  }

  Connection* db_;
  sqlite3_stmt* handle_;
  std::vector<sqlite3_stmt*>* home_;
};

class Connection {
 public:
  // `file`: a path, or ":memory:". A new file is readable by its owner only. `max_pages` bounds the file's
  // size; 0: as large as the disk allows.
  static Result<std::unique_ptr<Connection>> open(const std::string& file, std::int64_t max_pages = 0);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  // Values fill the `?1`, `?2`, … of `sql`.
  template <class... Values>
  Statement query(std::string_view sql, const Values&... values) {
    Statement statement = prepare(sql);
    [[maybe_unused]] int index = 0;
    (statement.bind(++index, values), ...);
    return statement;
  }
  // Runs to the end; the answer is how many rows it changed.
  template <class... Values>
  int run(std::string_view sql, const Values&... values) {
    Statement statement = query(sql, values...);
    while (statement.next()) {
    }
    return failed() ? 0 : changes();
  }
  // Several statements without values, not cached: pragmas and migrations.
  void script(const std::string& sql);
  std::int64_t last_id() const;

  // A write transaction takes the write lock at once, so that it never fails half way for want of it.
  void begin(bool writes);
  // Rolls back and returns the failure that sticks, if there is one.
  Result<void> commit();
  void rollback();

  bool failed() const { return error_.has_value(); }
  // Makes the transaction fail; the first reason is kept.
  void refuse(Error error);
  // REQUIRES: failed().
  const Error& error() const { return *error_; }
  void forget_error() { error_.reset(); }
  // The value, or an empty one and a failed transaction: for text that should name an enumeration.
  template <class T>
  T expect(const Result<T>& result) {
    if (result) return *result;
    refuse(fail(ErrorKind::io, "the database holds what this program cannot read: " + result.error().message,
                file_));
    return T{};
  }

  const std::string& file() const { return file_; }

 private:
  friend class Statement;
  explicit Connection(std::string file) : file_(std::move(file)) {}
  Statement prepare(std::string_view sql);
  void note_failure(int code);
  int changes() const;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::string file_;
  sqlite3* handle_ = nullptr;
  std::unordered_map<std::string, std::vector<sqlite3_stmt*>, Hash, std::equal_to<>> idle_;
  std::optional<Error> error_;
};

}  // namespace crosswalk::store
