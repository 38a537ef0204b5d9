// Chunks: rule files as text, compiled in the sandbox, and `require`.
#pragma once

#include <lua.hpp>
#include <string>
#include <string_view>

namespace crosswalk::rules {

// Compiles `text` and pushes the function. `checked` refuses what could carry state from one record to the
// next. False: nothing is pushed and host.message says why, with file:line in front. Does not raise.
bool push_chunk(lua_State* L, std::string_view text, const std::string& shown, bool checked);

// The bytecode of the function on top, with its debug information, for bytecode.h. False: memory is gone.
// Does not raise.
bool dump_function(lua_State* L, std::string& dump);

// `require "name"` of rule files: only what lies in the rule directory or the library; each is run once.
int require_word(lua_State* L);
// Makes the table of what was required. May raise.
void install_require(lua_State* L);

// Splits "rules/tax.lua:7: message" at its place; an empty file when there is none.
struct Placed {
  std::string file;
  int line = 0;
  std::string message;
};
Placed split_place(std::string_view text);
// The line of `text` that has `key =`, or 1.
int line_of_key(std::string_view text, std::string_view key);

}  // namespace crosswalk::rules
