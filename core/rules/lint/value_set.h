// ValueSet: exactly which values of one field meet a condition, so that conditions can be compared without
// trying values: does one hold whenever another does, can both hold at once, can it hold at all. Kept as
// pieces [from, to) of one ordered line: texts in byte order, where a beginning is a piece as well, and
// numbers as eight bytes in that order. Plain data; pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/language/program.h"

namespace crosswalk::rules {

class ValueSet {
 public:
  // Everything that the field can be, absent included. Of the fields that are enumerations: their names.
  static ValueSet all(const Field& field);
  // What meets `test`.
  static ValueSet of(const Test& test);

  bool empty() const { return !absent_ && pieces_.empty(); }
  bool contains(const ValueSet& other) const;
  bool meets(const ValueSet& other) const;
  ValueSet intersection(const ValueSet& other) const;
  static ValueSet union_of(const std::vector<const ValueSet*>& sets);

  // For an index over sets.
  struct Piece {
    std::string from;
    std::optional<std::string> to;  // none: to the end
  };
  const std::vector<Piece>& pieces() const { return pieces_; }
  bool absent() const { return absent_; }
  // The places on the line where the values that a test names begin, a beginning's own text included.
  static std::vector<std::string> named(const Test& test);

 private:
  void add(std::string from, std::optional<std::string> to) {
    pieces_.push_back({std::move(from), std::move(to)});
  }
  void put_in_order();
  ValueSet complement() const;

  bool absent_ = false;
  std::vector<Piece> pieces_;  // in order, apart from each other
};

}  // namespace crosswalk::rules
