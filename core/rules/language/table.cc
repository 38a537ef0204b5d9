#include "rules/language/table.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/csv.h"
#include "rules/language/folding.h"

namespace crosswalk::rules {
namespace {

// Longer keys are folded on the heap.
constexpr std::size_t small_key = 128;

std::string at(const std::string& file, int line) {
  return file + ":" + std::to_string(line);
}

bool has_blanks_around(std::string_view text) {
  return text.front() == ' ' || text.back() == ' ' || text.front() == '\t' || text.back() == '\t';
}

}  // namespace

Result<void> Table::name_columns(const std::vector<std::string>& names, int line) {
  for (const auto& name : names) {
    if (name.empty()) return fail(ErrorKind::config, "a column has no name", at(file_, line));
    if (column(name))
      return fail(ErrorKind::config, "two columns are named \"" + name + "\"", at(file_, line));
    columns_.push_back(name);
  }
  return {};
}

Result<Table> Table::read(std::string_view text, std::string file) {
  Table table;
  table.file_ = std::move(file);
  table.cells_.reserve(text.size());
  auto done = read_csv(text, table.file_, [&](const CsvRow& row) -> Result<void> {
    if (table.columns_.empty()) return table.name_columns(row.fields, row.line);
    if (row.fields.size() != table.columns_.size())
      return fail(ErrorKind::config,
                  "the row has " + std::to_string(row.fields.size()) + " fields, but the first row names " +
                      std::to_string(table.columns_.size()) + " columns",
                  at(table.file_, row.line));
    for (const auto& field : row.fields) {
      table.cells_.append(field);
      table.ends_.push_back(static_cast<std::uint32_t>(table.cells_.size()));
    }
    table.lines_.push_back(row.line);
    return {};
  });
  if (!done) return fail(ErrorKind::config, done.error().message, done.error().where);
  if (table.columns_.empty())
    return fail(ErrorKind::config, "the table is empty; its first row must name the columns",
                at(table.file_, 1));
  table.cells_.shrink_to_fit();
  table.ends_.shrink_to_fit();
  table.lines_.shrink_to_fit();
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
  index.column_ = column;
  index.match_ = match;
  const std::string& name = table.columns().at(column);
  index.folds_ = same_folded(name, "sku");
  index.slots_.resize(std::bit_ceil(2 * table.rows() + 1));
  std::array<char, small_key> small;
  std::string large;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view cell = table.cell(row, column);
    const auto refuse = [&](const std::string& why) {
      return fail(ErrorKind::config, why, at(table.file(), table.line(row)));
    };
    if (cell.empty()) return refuse("column " + name + " is empty, but rules look rows up by it");
    if (has_blanks_around(cell))
      return refuse("\"" + std::string(cell) + "\" in column " + name + " has blanks around it; remove them");
    std::uint32_t& slot = index.slots_[index.slot_of(index.folds_ ? folded_into(cell, small, large) : cell)];
    if (slot != 0)
      return refuse("\"" + std::string(cell) + "\" stands in column " + name +
                    " a second time; the first is " + at(table.file(), table.line(slot - 1)) +
                    "; remove one of them");
    slot = static_cast<std::uint32_t>(row) + 1;
    index.longest_ = std::max(index.longest_, cell.size());
  }
  return index;
}

bool TableIndex::same(std::string_view folded_key, std::string_view cell) const {
  return folds_ ? same_folded(folded_key, cell) : folded_key == cell;
}

std::size_t TableIndex::slot_of(std::string_view key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = std::hash<std::string_view>{}(key)&mask;
  while (slots_[at] != 0 && !same(key, table_->cell(slots_[at] - 1, column_))) at = (at + 1) & mask;
  return at;
}

std::optional<std::uint32_t> TableIndex::find(std::string_view key) const {
  if (match_ == Match::prefix) key = key.substr(0, longest_);
  std::array<char, small_key> small;
  std::string large;
  if (folds_) key = folded_into(key, small, large);
  for (;;) {
    if (const std::uint32_t slot = slots_[slot_of(key)]; slot != 0) return slot - 1;
    if (match_ == Match::exact || key.empty()) return std::nullopt;
    key.remove_suffix(1);
  }
}

}  // namespace crosswalk::rules
