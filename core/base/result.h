// Result<T>: a value or one Error that a person can read. Everything that can fail returns one; exceptions
// are kept inside the libraries that throw them. Plain data, no thread rule of its own.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace crosswalk {

// What went wrong, as far as a caller may act on it. The command line turns it into an exit code.
enum class ErrorKind {
  invalid,    // the data is not what it should be
  config,     // the workspace, a rule or the command line is wrong
  not_found,  // what was asked for does not exist
  io,         // a file or the store failed
  outside,    // an outside system failed or refused
  stopped,    // the caller asked to stop
  limit,      // a limit of ours or theirs was reached
  internal,   // a promise of ours does not hold: a defect
};

struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string message;  // one clear sentence: what, and what to do
  std::string where;    // "file:line" or a field path; empty when there is none

  // "where: message", or only the message.
  std::string text() const { return where.empty() ? message : where + ": " + message; }
};

inline Error fail(ErrorKind kind, std::string message, std::string where = {}) {
  return Error{kind, std::move(message), std::move(where)};
}

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // REQUIRES: ok().
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  // By value, so that `for (auto& x : f().value())` walks something that lives.
  T value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // REQUIRES: !ok().
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  // REQUIRES: !ok().
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace crosswalk
