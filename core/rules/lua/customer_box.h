// Customers in Lua: `customers:by_name("Acme")` and the customer that it gives. Only rules about a record may
// ask, and that they did is noted in the host, because their answer then depends on the snapshot as well.
#pragma once

#include <lua.hpp>
#include <string_view>

#include "rules/lua/host.h"

namespace crosswalk::rules {

// Their metatables, and the word in the table on top. May raise.
void install_customers(lua_State* L);

// The code of the customer in `box`; it lives as long as the snapshot. Empty: it is of a record that is over.
std::string_view code_of(const Host& host, const CustomerBox& box);

}  // namespace crosswalk::rules
