// OrderTable: an order as tests write it, `order { ship_to = { state = "NY" }, lines = { line { … } } }`,
// read from its Lua table into a fixture.
#pragma once

#include <lua.hpp>

#include "rules/testing/fixture.h"

namespace crosswalk::rules {

// The order at 1, its lines at 2 (or nil). False: host.message says which field is wrong. Does not raise.
bool read_order(lua_State* L, Fixture& fixture);

// The value on top, as a test writes it for the field `name`: a text, a whole number, a decimal or a flag.
// False: host.message says so. Does not raise.
bool read_value(lua_State* L, std::string_view name, Literal& value);

}  // namespace crosswalk::rules
