// Table: a CSV file beside the rules, and its indexes. One copy, immutable once loaded, shared by every
// worker.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace crosswalk::rules {

// ASCII letters to lower case.
std::string folded(std::string_view text);
bool same_folded(std::string_view a, std::string_view b);

class Table {
 public:
  // The first row names the columns. `file` is what errors and origins show: "rules/items.csv".
  static Result<Table> read(std::string_view text, std::string file);

  const std::string& file() const { return file_; }
  const std::vector<std::string>& columns() const { return columns_; }
  std::optional<std::size_t> column(std::string_view name) const;
  std::size_t rows() const { return lines_.size(); }
  const std::string& cell(std::size_t row, std::size_t column) const {
    return cells_[row * columns_.size() + column];
  }
  int line(std::size_t row) const { return lines_[row]; }

 private:
  std::string file_;
  std::vector<std::string> columns_;
  std::vector<std::string> cells_;
  std::vector<int> lines_;
};

// Which row has a key: exactly, or as the longest beginning. A column named "sku" is compared without case.
class TableIndex {
 public:
  enum class Match { exact, prefix };

  // Two rows with one key, an empty key and one with blanks around it are errors that name the lines.
  static Result<TableIndex> build(const Table& table, std::size_t column, Match match);

  const Table& table() const { return *table_; }
  Match match() const { return match_; }
  // The row, or none.
  std::optional<std::uint32_t> find(std::string_view key) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  const Table* table_ = nullptr;
  Match match_ = Match::exact;
  bool folds_ = false;
  std::size_t longest_ = 0;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> rows_;
};

}  // namespace crosswalk::rules
