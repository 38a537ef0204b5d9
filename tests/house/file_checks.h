// What every file is held against, whatever room it is in.
#pragma once

#include "tree.h"

namespace crosswalk::house {

inline constexpr std::size_t most_lines = 400;

// At most `most_lines` lines of C++ or Lua.
Findings check_sizes(const Tree& tree);
// A header begins with a comment that says what it is, then #pragma once. A .cc without a header of its own
// name begins with a comment as well. Tests explain themselves by their cases.
Findings check_heads(const Tree& tree);
// snake_case; no names that say nothing; .h and .cc only.
Findings check_names(const Tree& tree);
// Nothing reads like something unfinished.
Findings check_finished(const Tree& tree);
// Nobody but base's Clock asks the system for the time or sleeps.
Findings check_clock(const Tree& tree);
// `entries`: the names in the repository's folder.
Findings check_top_level(const std::vector<std::string>& entries);

}  // namespace crosswalk::house
