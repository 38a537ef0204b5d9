// Place: where a rule set can answer: a row of a decision table, a lookup, what a lookup says otherwise, or a
// function that is a file's whole answer. Coverage and lint count what was used by them. Plain data.
#pragma once

#include <cstdint>
#include <vector>

#include "model/answers.h"
#include "rules/language/question.h"

namespace crosswalk::rules {

struct Place {
  enum class Kind { row, lookup, otherwise, function };
  Kind kind = Kind::row;
  Question question = Question::account;
  Origin origin;  // a table that two rows use is two places with one origin
};

// How often each place answered; one number a place.
using Hits = std::vector<std::uint64_t>;

}  // namespace crosswalk::rules
