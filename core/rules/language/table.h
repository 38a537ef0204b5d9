// Table: a CSV file beside the rules, and its indexes. One copy, immutable once loaded, shared by every
// worker. Made to be large: a cell costs its bytes and four, a key of an index eight.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::rules {

class Table {
 public:
  // The first row names the columns. `file` is what errors and origins show: "rules/items.csv".
  static Result<Table> read(std::string_view text, std::string file);

  const std::string& file() const { return file_; }
  const std::vector<std::string>& columns() const { return columns_; }
  std::optional<std::size_t> column(std::string_view name) const;
  std::size_t rows() const { return lines_.size(); }
  // Lives as long as the table.
  std::string_view cell(std::size_t row, std::size_t column) const {
    const std::size_t at = row * columns_.size() + column;
    const std::uint32_t begin = at == 0 ? 0 : ends_[at - 1];
    return std::string_view(cells_).substr(begin, ends_[at] - begin);
  }
  int line(std::size_t row) const { return lines_[row]; }

 private:
  Result<void> name_columns(const std::vector<std::string>& names, int line);

  std::string file_;
  std::vector<std::string> columns_;
  std::string cells_;                // all of them, one after the other
  std::vector<std::uint32_t> ends_;  // where each cell ends
  std::vector<int> lines_;
};

// Which row has a key: exactly, or as the longest beginning. A column named "sku" is compared without case.
class TableIndex {
 public:
  enum class Match { exact, prefix };

  // Two rows with one key, an empty key and one with blanks around it are errors that name the lines.
  static Result<TableIndex> build(const Table& table, std::size_t column, Match match);

  const Table& table() const { return *table_; }
  std::size_t column() const { return column_; }
  Match match() const { return match_; }
  // The row, or none.
  std::optional<std::uint32_t> find(std::string_view key) const;

 private:
  // The slot that holds the row of `key` or is free for it.
  std::size_t slot_of(std::string_view key) const;
  bool same(std::string_view folded_key, std::string_view cell) const;

  const Table* table_ = nullptr;
  std::size_t column_ = 0;
  Match match_ = Match::exact;
  bool folds_ = false;
  std::size_t longest_ = 0;
  // Open addressing over the table's own cells: a row's number + 1, or 0. Its size is a power of two, and
  // half of it is free at least.
  std::vector<std::uint32_t> slots_;
};

}  // namespace crosswalk::rules
