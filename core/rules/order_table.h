// OrderTable: an order as tests write it, `order { ship_to = { state = "NY" }, lines = { line { … } } }`,
// read from its Lua table into a fixture.
#pragma once

#include <lua.hpp>

#include "rules/fixture.h"

namespace crosswalk::rules {

// The order at 1, its lines at 2 (or nil). False: host.message says which field is wrong. Does not raise.
bool read_order(lua_State* L, Fixture& fixture);

}  // namespace crosswalk::rules
