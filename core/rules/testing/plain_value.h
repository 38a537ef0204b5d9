// Plain values of Lua (texts, numbers, flags, tables of them) as RawValue and back: for snapshots, documents
// and whatever else tests hold against JSON.
#pragma once

#include <lua.hpp>

#include "rules/lua/raw_value.h"

namespace crosswalk::rules {

// Reads what stands at `index`. A table whose keys are 1 … n is a list; an amount with a currency is the text
// "24.99 USD". False: host.message says why not. Does not raise.
bool read_plain(lua_State* L, int index, RawValue& value);
// Pushes it as plain tables; JSON's null is `null`. `value` must live outside of the Lua call. May raise.
void push_plain(lua_State* L, const RawValue& value);

}  // namespace crosswalk::rules
