// The `string` functions that rules get. Everything is bounded before it runs: the length of the subject, the
// length of the result, and what a pattern may cost in the worst case, because a pattern that backtracks
// cannot be stopped.
#pragma once

#include <cstdint>
#include <lua.hpp>
#include <string_view>

namespace crosswalk::rules {

// Pushes the table of functions and makes it the methods of texts. May raise.
void push_text_library(lua_State* L);

// Upper bound of the steps that matching `pattern` against a subject of `size` bytes can take.
std::int64_t worst_steps(std::string_view pattern, std::size_t size);

}  // namespace crosswalk::rules
