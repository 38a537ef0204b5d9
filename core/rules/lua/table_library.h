// `pairs` and the `table` functions that rules get. `pairs` goes in one fixed order (whole numbers, then
// texts), because Lua's own order differs from run to run and the same record must get the same answer.
#pragma once

#include <lua.hpp>

namespace crosswalk::rules {

int pairs_in_order(lua_State* L);
// Pushes the table of insert, remove, concat, unpack and sort. May raise.
void push_table_library(lua_State* L);

}  // namespace crosswalk::rules
