// The word that gives a test the ledger's customers: given_customers { { code = "ACME", name = "Acme" }, … }.
#pragma once

#include <lua.hpp>

namespace crosswalk::rules {

int given_customers_word(lua_State* L);

}  // namespace crosswalk::rules
