// RowIndex: which rows of a long decision table can hold for a value at all, so that ten thousand rows cost
// what a hundred do. The rows are still tried in their written order, and each in full. RowWalk: the rows to
// try for one subject, with or without an index. The index is immutable; a walk belongs to one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/language/program.h"

namespace crosswalk::rules {

class RowIndex {
 public:
  // By the column that tells the most rows apart by exact values or beginnings. Null when the table is short
  // or no column does.
  static std::shared_ptr<const RowIndex> build(const std::vector<Row>& rows);

 private:
  friend class RowWalk;
  using Numbers = std::vector<std::uint32_t>;  // of rows, ascending
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using ByText = std::unordered_map<std::string, Numbers, Hash, std::equal_to<>>;
  // More lengths than this would cost more than they save.
  static constexpr std::size_t most_lengths = 32;

  void add(std::uint32_t number, const Row& row);

  const Field* field_ = nullptr;
  ByText exact_;
  ByText beginnings_;
  std::vector<std::size_t> lengths_;  // of the beginnings
  Numbers others_;                    // rows that do not ask the field, or in another way
};

class RowWalk {
 public:
  RowWalk(const Node& node, const Subject& subject);
  // The next row to try; null at the end.
  const Row* next();

 private:
  struct Part {
    const std::uint32_t* at;
    const std::uint32_t* end;
  };
  void add(const RowIndex::Numbers& numbers) {
    if (!numbers.empty()) parts_[count_++] = {numbers.data(), numbers.data() + numbers.size()};
  }

  const std::vector<Row>& rows_;
  const bool indexed_;
  std::size_t at_ = 0;  // of a table without an index
  std::size_t count_ = 0;
  std::array<Part, RowIndex::most_lengths + 2> parts_;
};

}  // namespace crosswalk::rules
