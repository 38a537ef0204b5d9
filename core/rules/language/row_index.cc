#include "rules/language/row_index.h"

#include <algorithm>
#include <map>
#include <set>

#include "rules/language/folding.h"

namespace crosswalk::rules {
namespace {

// Below this many rows a walk from the top is as fast.
constexpr std::size_t shortest_table = 16;

// The condition of `row` that its place in the index can follow from, or null.
const Test* key_of_row(const Row& row, const Field& field) {
  for (const Test& test : row.tests)
    if (test.field == &field && !test.negated &&
        (test.kind == Test::Kind::one_of || test.kind == Test::Kind::prefix))
      return &test;
  return nullptr;
}

const Field* best_field(const std::vector<Row>& rows) {
  std::map<const Field*, std::set<std::string_view>> values;
  for (const Row& row : rows)
    for (const Test& test : row.tests)
      if (test.field->type == FieldType::text && key_of_row(row, *test.field) == &test)
        values[test.field].insert(test.texts.begin(), test.texts.end());
  const auto best = std::max_element(values.begin(), values.end(), [](const auto& a, const auto& b) {
    return a.second.size() < b.second.size();
  });
  return best == values.end() || best->second.size() < shortest_table ? nullptr : best->first;
}

void append(std::vector<std::uint32_t>& numbers, std::uint32_t number) {
  if (numbers.empty() || numbers.back() != number) numbers.push_back(number);
}

}  // namespace

std::shared_ptr<const RowIndex> RowIndex::build(const std::vector<Row>& rows) {
  if (rows.size() < shortest_table) return nullptr;
  auto index = std::make_shared<RowIndex>();
  index->field_ = best_field(rows);
  if (index->field_ == nullptr) return nullptr;
  for (std::size_t i = 0; i < rows.size(); ++i) index->add(static_cast<std::uint32_t>(i), rows[i]);
  std::sort(index->lengths_.begin(), index->lengths_.end());
  return index;
}

void RowIndex::add(std::uint32_t number, const Row& row) {
  const Test* test = key_of_row(row, *field_);
  if (test == nullptr) return others_.push_back(number);
  if (test->kind == Test::Kind::one_of) {
    for (const auto& text : test->texts) append(exact_[text], number);
    return;
  }
  const std::string& beginning = test->texts.front();
  if (std::find(lengths_.begin(), lengths_.end(), beginning.size()) == lengths_.end()) {
    if (lengths_.size() == most_lengths) return others_.push_back(number);
    lengths_.push_back(beginning.size());
  }
  append(beginnings_[beginning], number);
}

RowWalk::RowWalk(const Node& node, const Subject& subject)
    : rows_(node.rows), indexed_(node.row_index != nullptr) {
  if (!indexed_) return;
  const RowIndex& index = *node.row_index;
  const FieldValue value = value_of(*index.field_, subject);
  add(index.others_);
  if (!value.present) return;
  std::array<char, 128> small;
  std::string large;
  std::string_view key = value.text;
  if (index.field_->folds_case) key = folded_into(key, small, large);
  if (const auto found = index.exact_.find(key); found != index.exact_.end()) add(found->second);
  for (const std::size_t length : index.lengths_) {
    if (length > key.size()) break;
    if (const auto found = index.beginnings_.find(key.substr(0, length)); found != index.beginnings_.end())
      add(found->second);
  }
}

const Row* RowWalk::next() {
  if (!indexed_) return at_ < rows_.size() ? &rows_[at_++] : nullptr;
  std::uint32_t least = static_cast<std::uint32_t>(rows_.size());
  for (std::size_t i = 0; i < count_; ++i) least = std::min(least, *parts_[i].at);
  if (least == rows_.size()) return nullptr;
  // A row stands in two parts when its list names a value in two ways; it is tried once.
  for (std::size_t i = 0; i < count_;) {
    const bool ended = *parts_[i].at == least && ++parts_[i].at == parts_[i].end;
    if (ended)
      parts_[i] = parts_[--count_];
    else
      ++i;
  }
  return &rows_[least];
}

}  // namespace crosswalk::rules
