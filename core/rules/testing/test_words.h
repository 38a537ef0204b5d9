// The words that ask the rules: `map` and `documents` of an order written in the test or of a record from a
// file, `records` that reads the file, and `snapshot` that compares with what was kept.
#pragma once

#include <lua.hpp>

#include "rules/lua/host.h"
#include "rules/testing/test_book.h"

namespace crosswalk::rules {

// Every word has the book as its first outside variable.
inline TestBook& book_of(lua_State* L) {
  return *static_cast<TestBook*>(lua_touserdata(L, lua_upvalueindex(1)));
}

// map(order | record): what the rules say.
int map_word(lua_State* L);
// documents(order | record): what the engine would send.
int documents_word(lua_State* L);
// records "orders.ndjson": a list of records.
int records_word(lua_State* L);
// snapshot("a sale", value).
int snapshot_word(lua_State* L);
// The metatable of records; the book is at 1. May raise.
void install_test_records(lua_State* L);

}  // namespace crosswalk::rules
