// Surface: the words a rule file is written with: decide, row, lookup, csv, hold, skip, none, null, any,
// prefix, between, over, under, is_not, log.
#pragma once

#include <lua.hpp>

#include "rules/language/drafts.h"

namespace crosswalk::rules {

// Puts the words into the table on top of the stack. May raise.
void install_surface(lua_State* L);

// The table at the registry that keeps functions by number; pushes it. `keep_function` pops a function.
void push_functions(lua_State* L);
std::uint32_t keep_function(lua_State* L);

// Reads what stands at `index` as an answer. False: host.message says why not. A function is left for the
// caller to keep (`kind` function, `index` 0). Does not raise.
bool read_use(lua_State* L, int index, UseDraft& use);

}  // namespace crosswalk::rules
