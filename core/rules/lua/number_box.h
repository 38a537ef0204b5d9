// Exact numbers in Lua: `decimal "1.5"` and `money("24.99", "USD")`. A decimal that is whole is a plain whole
// number of Lua, so that comparing with 2 works; fractions never become Lua floats.
#pragma once

#include <lua.hpp>

#include "base/money.h"

namespace crosswalk::rules {

// Puts `decimal` and `money` into the table on top of the stack. May raise.
void install_numbers(lua_State* L);
void push_decimal(lua_State* L, Decimal value);
void push_money(lua_State* L, const Money& value);

}  // namespace crosswalk::rules
