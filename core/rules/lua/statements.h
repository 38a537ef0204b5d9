// Statements: the words by which a rule says something in sentences: hold, skip and log.
#pragma once

#include <lua.hpp>

namespace crosswalk::rules {

int hold_word(lua_State* L);
int skip_word(lua_State* L);
int log_word(lua_State* L);

}  // namespace crosswalk::rules
