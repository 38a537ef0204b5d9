// Views: `line` and `record` as rules see them: read-only windows on the C++ data, valid only while a
// question is asked. A mistyped field raises with the field's path, the rule's file:line and the nearest real
// name.
#pragma once

#include <lua.hpp>

namespace crosswalk::rules {

// Metatables of the views. May raise.
void install_views(lua_State* L);
// Metatables of the values inside `record.raw`. May raise.
void install_raw(lua_State* L);
// Pushes the record's JSON, reading it first if need be. Raises when it cannot be read.
int push_raw(lua_State* L);

}  // namespace crosswalk::rules
