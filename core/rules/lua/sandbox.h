// Sandbox: everything a rule can name. A short list of what is allowed, not a long one of what is not: no way
// to a file, a clock, a random number, another record, or around the budget.
#pragma once

#include <lua.hpp>

namespace crosswalk::rules {

// Builds the environment and makes it the state's globals. `require` becomes `require_function`. May raise.
void install_sandbox(lua_State* L, lua_CFunction require_function);
// Pushes the table of what can be named, for the test vocabulary to be added.
void push_environment(lua_State* L);

}  // namespace crosswalk::rules
