// Bytecode: looks through a compiled chunk for functions that assign to variables outside of them. That is
// the one way left to carry something from one record to the next, so such a file is refused. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk::rules {

struct OutsideAssignment {
  std::string variable;
  int line = 0;
};

// `dump` is what lua_dump writes with debug information (Lua 5.4). The first such assignment, or none; an
// error when the dump is not of the kind this program was built for.
Result<std::optional<OutsideAssignment>> find_outside_assignment(std::string_view dump);

}  // namespace crosswalk::rules
