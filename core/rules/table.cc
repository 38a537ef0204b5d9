#include "rules/table.h"

#include <algorithm>
#include <array>

#include "base/csv.h"

namespace crosswalk::rules {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string at(const std::string& file, int line) {
  return file + ":" + std::to_string(line);
}

bool has_blanks_around(std::string_view text) {
  return text.front() == ' ' || text.back() == ' ' || text.front() == '\t' || text.back() == '\t';
}

}  // namespace

std::string folded(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

bool same_folded(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

Result<Table> Table::read(std::string_view text, std::string file) {
  Table table;
  table.file_ = std::move(file);
  auto done = read_csv(text, table.file_, [&](const CsvRow& row) -> Result<void> {
    if (table.columns_.empty()) {
      for (const auto& name : row.fields) {
        if (name.empty()) return fail(ErrorKind::config, "a column has no name", at(table.file_, row.line));
        if (table.column(name))
          return fail(ErrorKind::config, "two columns are named \"" + name + "\"", at(table.file_, row.line));
        table.columns_.push_back(name);
      }
      return {};
    }
    if (row.fields.size() != table.columns_.size())
      return fail(ErrorKind::config,
                  "the row has " + std::to_string(row.fields.size()) + " fields, but the first row names " +
                      std::to_string(table.columns_.size()) + " columns",
                  at(table.file_, row.line));
    table.cells_.insert(table.cells_.end(), row.fields.begin(), row.fields.end());
    table.lines_.push_back(row.line);
    return {};
  });
  if (!done) return fail(ErrorKind::config, done.error().message, done.error().where);
  if (table.columns_.empty())
    return fail(ErrorKind::config, "the table is empty; its first row must name the columns",
                at(table.file_, 1));
  return table;
}

std::optional<std::size_t> Table::column(std::string_view name) const {
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (columns_[i] == name) return i;
  return std::nullopt;
}

Result<TableIndex> TableIndex::build(const Table& table, std::size_t column, Match match) {
  TableIndex index;
  index.table_ = &table;
  index.match_ = match;
  index.folds_ = same_folded(table.columns().at(column), "sku");
  index.rows_.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& cell = table.cell(row, column);
    const std::string here = at(table.file(), table.line(row));
    const std::string& name = table.columns()[column];
    if (cell.empty())
      return fail(ErrorKind::config, "column " + name + " is empty, but rules look rows up by it", here);
    if (has_blanks_around(cell))
      return fail(ErrorKind::config,
                  "\"" + cell + "\" in column " + name + " has blanks around it; remove them", here);
    const auto [known, added] =
        index.rows_.try_emplace(index.folds_ ? folded(cell) : cell, static_cast<std::uint32_t>(row));
    if (!added)
      return fail(ErrorKind::config,
                  "\"" + cell + "\" stands in column " + name + " a second time; the first is " +
                      at(table.file(), table.line(known->second)) + "; remove one of them",
                  here);
    index.longest_ = std::max(index.longest_, cell.size());
  }
  return index;
}

std::optional<std::uint32_t> TableIndex::find(std::string_view key) const {
  std::array<char, 128> small;
  std::string large;
  if (match_ == Match::prefix) key = key.substr(0, longest_);
  if (folds_ && key.size() <= small.size()) {
    std::transform(key.begin(), key.end(), small.begin(), lower);
    key = {small.data(), key.size()};
  } else if (folds_) {
    large = folded(key);
    key = large;
  }
  for (;;) {
    if (const auto found = rows_.find(key); found != rows_.end()) return found->second;
    if (match_ == Match::exact || key.empty()) return std::nullopt;
    key.remove_suffix(1);
  }
}

}  // namespace crosswalk::rules
