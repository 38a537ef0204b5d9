#include "rules/lint/table_lint.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "rules/language/folding.h"

namespace crosswalk::rules {
namespace {

std::string place_of(const Table& table, std::size_t row) {
  return table.file() + ":" + std::to_string(table.line(row));
}

// Adds notes about one table until there are too many; then says how many more there are.
class Notes {
 public:
  Notes(std::vector<Finding>& findings, const Table& table) : findings_(findings), table_(table) {}
  ~Notes() {
    if (count_ > most_notes)
      findings_.push_back({Finding::Severity::note, last_,
                           "and " + std::to_string(count_ - most_notes) + " more rows like this"});
  }
  Notes(const Notes&) = delete;
  Notes& operator=(const Notes&) = delete;

  void add(std::size_t row, std::string message) {
    last_ = place_of(table_, row);
    if (++count_ <= most_notes) findings_.push_back({Finding::Severity::note, last_, std::move(message)});
  }

 private:
  std::vector<Finding>& findings_;
  const Table& table_;
  std::size_t count_ = 0;
  std::string last_;
};

void lint_rows(const Table& table, std::vector<Finding>& findings) {
  Notes notes(findings, table);
  std::unordered_map<std::string, std::size_t> seen;
  std::string cells;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    cells.clear();
    for (std::size_t column = 0; column < table.columns().size(); ++column)
      cells.append(table.cell(row, column)).append(1, '\0');
    const auto [known, added] = seen.try_emplace(cells, row);
    if (!added)
      notes.add(row,
                "the same row stands already at " + place_of(table, known->second) + "; remove one of them");
  }
}

// Without case and blanks.
std::string bare(std::string_view text) {
  std::string result = folded(text);
  std::erase_if(result, [](char c) { return c == ' ' || c == '\t'; });
  return result;
}

void lint_keys(const Table& table, std::size_t column, std::vector<Finding>& findings) {
  Notes notes(findings, table);
  std::unordered_map<std::string, std::size_t> seen;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto [known, added] = seen.try_emplace(bare(table.cell(row, column)), row);
    if (!added)
      notes.add(row, "the key \"" + std::string(table.cell(row, column)) +
                         "\" differs only by case or blanks from \"" +
                         std::string(table.cell(known->second, column)) + "\" at " +
                         place_of(table, known->second) + "; is it meant to be another?");
  }
}

}  // namespace

void lint_tables(const Sources& sources, std::vector<Finding>& findings) {
  const auto searched = sources.searched();
  for (const auto name : sources.table_names()) {
    const Table& table = *sources.table(name);
    std::vector<std::size_t> keys;
    for (const auto& [found, column] : searched)
      if (found == &table && std::find(keys.begin(), keys.end(), column) == keys.end())
        keys.push_back(column);
    if (keys.empty()) {
      findings.push_back({Finding::Severity::note, table.file() + ":1",
                          "no rule uses this table; remove it, or name it in a lookup or csv"});
      continue;
    }
    lint_rows(table, findings);
    for (const std::size_t column : keys) lint_keys(table, column, findings);
  }
}

void lint_answers(const Table& table, std::size_t value_column, std::vector<Finding>& findings) {
  Notes notes(findings, table);
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (table.cell(row, value_column).empty())
      notes.add(row, "the row has nothing in column " + table.columns()[value_column] +
                         ", so what meets it is held; fill it in, or remove the row");
}

}  // namespace crosswalk::rules
