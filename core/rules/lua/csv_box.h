// CSV tables in Lua: `csv { file = "items.csv", key = "sku" }` and the rows that `find` gives.
#pragma once

#include <lua.hpp>
#include <string>
#include <string_view>

#include "rules/language/table.h"

namespace crosswalk::rules {

int csv_word(lua_State* L);
// Metatables of tables and rows. May raise.
void install_csv(lua_State* L);

// The index that the three values from `index` on name: a file's name or what `csv` gave, its key column, and
// "exact" (or nil) or "prefix". False: host.message says why not. Does not raise.
bool find_index(lua_State* L, int index, const TableIndex*& found);
// "rules/items.csv has no column skuu; did you mean sku?"
std::string no_column(const Table& table, std::string_view name);

}  // namespace crosswalk::rules
