// Row reach: which rows of a decision table can never decide, and which overlap. Conditions are compared as
// sets of values, so what is said to be out of reach is. A row with a function as its condition hides no
// other. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/language/program.h"

namespace crosswalk::rules {

struct RowFlaw {
  enum class Kind {
    never_holds,       // no value of `field` meets its columns
    covered,           // whatever meets it meets row `other` first
    covered_together,  // … or one of several rows that differ in `field`
    overlaps,          // it and row `other` can hold at once, and answer differently
  };
  Kind kind = Kind::covered;
  std::size_t row = 0;
  std::size_t other = 0;
  const Field* field = nullptr;
};

struct RowFlaws {
  std::vector<RowFlaw> unreachable;
  std::vector<RowFlaw> overlaps;  // the first `most_overlaps`
  std::size_t more_overlaps = 0;  // that were found beyond them
  std::size_t compared = 0;  // rows looked at; fewer than there are when the table asks for too much work
};

inline constexpr std::size_t most_overlaps = 20;

RowFlaws flaws_of(const std::vector<Row>& rows);

}  // namespace crosswalk::rules
