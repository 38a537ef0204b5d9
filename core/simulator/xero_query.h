// Reading a request's address: path, query, `where` filters, paging. Pure functions; safe from any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"

namespace crosswalk::simulator::xero_sim {

// "%20" and "+" undone.
std::string url_decoded(std::string_view text);

// The path and query of a request. Parameter names are compared without case.
class Query {
 public:
  explicit Query(std::string_view url);
  const std::vector<std::string>& path() const { return path_; }  // decoded segments
  std::optional<std::string> get(std::string_view name) const;
  // The elements of a comma-separated list, without quotes; nothing when the parameter is absent.
  std::optional<std::vector<std::string>> list(std::string_view name) const;
  bool is_true(std::string_view name) const;

 private:
  std::vector<std::string> path_;
  std::vector<std::pair<std::string, std::string>> parameters_;
};

// A field's value as a filter compares it; `null` when the document has none.
struct FilterValue {
  enum class Kind { null, text, number, date, flag };
  Kind kind = Kind::null;
  std::string text;
  Decimal number;
  Date date;
  bool flag = false;

  static FilterValue of(std::string_view value) { return {Kind::text, std::string(value), {}, {}, false}; }
  static FilterValue of(Decimal value) { return {Kind::number, {}, value, {}, false}; }
  static FilterValue of(Date value) { return {Kind::date, {}, {}, value, false}; }
};

// The value of a named field, or nothing when there is no such field.
using FieldReader = std::function<std::optional<FilterValue>(std::string_view name)>;

// A parsed `where`: comparisons (== = != > >= < <=) of a field with "text", a number, true, false, null,
// guid("…") or DateTime(y,m,d), joined by && AND || OR and brackets. Text is compared without case.
class Filter {
 public:
  static Result<Filter> parse(std::string_view text);
  // The error is a field that does not exist, or values of different kinds.
  Result<bool> matches(const FieldReader& read) const;

 private:
  friend class FilterParser;
  struct Node {
    enum class Kind { both, either, compare };
    Kind kind = Kind::compare;
    std::string field;
    std::string comparison;
    FilterValue value;
    std::size_t left = 0;
    std::size_t right = 0;
  };
  Result<bool> matches(std::size_t node_index, const FieldReader& read) const;

  std::vector<Node> nodes_;
  std::size_t root_ = 0;
};

// pageSize is clamped to 1..1000 (default 100), page to 1 and more.
struct Page {
  std::size_t page = 1;
  std::size_t size = 100;
};
Page page_of(const Query& query);

}  // namespace crosswalk::simulator::xero_sim
