// Bytecode: what a compiled chunk tells that Lua's own interface does not. Functions that assign to variables
// outside of them: that is the one way left to carry something from one record to the next, so such a file is
// refused. And the lines that the functions of a file have, called or not: what coverage counts. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::rules {

struct OutsideAssignment {
  std::string variable;
  int line = 0;
};

// `dump` is what lua_dump writes with debug information (Lua 5.4). The first such assignment, or none; an
// error when the dump is not of the kind this program was built for.
Result<std::optional<OutsideAssignment>> find_outside_assignment(std::string_view dump);

// The lines on which functions inside the chunk do something, in order; the file's own level is left out.
Result<std::vector<int>> function_lines(std::string_view dump);

}  // namespace crosswalk::rules
