// CaseLines: on which line of a test file each entry of a `cases("…", { … })` begins, read from the text,
// because a Lua table does not know where it was written. Pure.
#pragma once

#include <string_view>
#include <vector>

namespace crosswalk::rules {

// One line for each entry of the list that the call at `line` is given; nothing when the list is not written
// there.
std::vector<int> case_lines(std::string_view text, int line);

}  // namespace crosswalk::rules
