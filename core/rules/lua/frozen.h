// Frozen tables: what a rule file leaves behind is made read-only once it is loaded, so that nothing can be
// carried from one record to the next. A frozen table is empty; its contents stand behind a metatable that
// refuses writing.
#pragma once

#include <lua.hpp>

namespace crosswalk::rules {

// Freezes every table that can be reached from the value on top of the stack (through tables and through the
// variables of functions), and pops the value. Raises when memory is gone.
void freeze(lua_State* L);
// Pushes the table at `index` as it can be read raw: itself, or a frozen table's contents. Neither raises nor
// allocates.
void push_contents(lua_State* L, int index);

}  // namespace crosswalk::rules
