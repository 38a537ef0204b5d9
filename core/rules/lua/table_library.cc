#include "rules/lua/table_library.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "rules/lua/frozen.h"
#include "rules/lua/host.h"

namespace crosswalk::rules {
namespace {

constexpr lua_Integer most_unpacked = 200;
constexpr lua_Integer most_joined = 10'000;
constexpr lua_Integer most_sorted = 10'000;
constexpr std::size_t longest_joined = 65'536;

// Whole numbers before texts, each in their own order. The keys stand at -2 and -1.
bool key_less(lua_State* L, int a, int b) {
  const bool a_number = lua_type(L, a) == LUA_TNUMBER;
  const bool b_number = lua_type(L, b) == LUA_TNUMBER;
  if (a_number != b_number) return a_number;
  if (a_number) return lua_tointeger(L, a) < lua_tointeger(L, b);
  return text_at(L, a) < text_at(L, b);
}

// Sorts the list on top with `less(L, a, b)` over stack places; a heap sort, so that no order however mad can
// make it leave the list or run longer than n log n.
template <class Less>
void heap_sort(lua_State* L, int list, lua_Integer size, Less less) {
  const auto sift = [&](lua_Integer at, lua_Integer end) {
    for (;;) {
      lua_Integer child = 2 * at;
      if (child > end) return;
      charge(L, 2);
      lua_rawgeti(L, list, child);
      if (child < end) {
        lua_rawgeti(L, list, child + 1);
        if (less(L, -2, -1)) {
          ++child;
          lua_remove(L, -2);
        } else {
          lua_pop(L, 1);
        }
      }
      lua_rawgeti(L, list, at);
      if (!less(L, -1, -2)) {
        lua_pop(L, 2);
        return;
      }
      lua_rawseti(L, list, child);
      lua_rawseti(L, list, at);
      at = child;
    }
  };
  for (lua_Integer i = size / 2; i >= 1; --i) sift(i, size);
  for (lua_Integer end = size; end > 1; --end) {
    lua_rawgeti(L, list, 1);
    lua_rawgeti(L, list, end);
    lua_rawseti(L, list, 1);
    lua_rawseti(L, list, end);
    sift(1, end - 1);
  }
}

// Upvalues: the contents, the sorted keys, the place reached.
int next_in_order(lua_State* L) {
  const lua_Integer place = lua_tointeger(L, lua_upvalueindex(3)) + 1;
  lua_pushinteger(L, place);
  lua_replace(L, lua_upvalueindex(3));
  lua_rawgeti(L, lua_upvalueindex(2), place);
  if (lua_isnil(L, -1)) return 1;
  lua_pushvalue(L, -1);
  lua_rawget(L, lua_upvalueindex(1));
  return 2;
}

int insert(lua_State* L) {
  const int arguments = lua_gettop(L);
  if (!lua_istable(L, 1) || arguments < 2 || arguments > 3)
    raise(L, "insert takes a table, a place if need be, and a value");
  const lua_Integer size = luaL_len(L, 1);
  if (arguments == 2) {
    lua_seti(L, 1, size + 1);
    return 0;
  }
  const lua_Integer place = lua_isinteger(L, 2) != 0 ? lua_tointeger(L, 2) : 0;
  if (place < 1 || place > size + 1) raise(L, "insert: the place is outside of the list");
  charge(L, size - place + 1);
  for (lua_Integer i = size; i >= place; --i) {
    lua_geti(L, 1, i);
    lua_seti(L, 1, i + 1);
  }
  lua_seti(L, 1, place);
  return 0;
}

int remove(lua_State* L) {
  if (!lua_istable(L, 1)) raise(L, "remove takes a table");
  const lua_Integer size = luaL_len(L, 1);
  const lua_Integer place = lua_isinteger(L, 2) != 0 ? lua_tointeger(L, 2) : size;
  if (size == 0) return 0;
  if (place < 1 || place > size) raise(L, "remove: the place is outside of the list");
  charge(L, size - place + 1);
  lua_geti(L, 1, place);
  for (lua_Integer i = place; i < size; ++i) {
    lua_geti(L, 1, i + 1);
    lua_seti(L, 1, i);
  }
  lua_pushnil(L);
  lua_seti(L, 1, size);
  return 1;
}

int concat(lua_State* L) {
  if (!lua_istable(L, 1)) raise(L, "concat takes a list of texts");
  lua_settop(L, 2);
  if (!lua_isnil(L, 2) && !is_text(L, 2)) raise(L, "the separator of concat must be a text");
  const std::string_view separator = lua_isnil(L, 2) ? std::string_view() : text_at(L, 2);
  const lua_Integer size = luaL_len(L, 1);
  if (size > most_joined) raise(L, "concat joins 10000 texts at most");
  charge(L, size + 1);
  push_contents(L, 1);
  std::size_t length = 0;
  for (lua_Integer i = 1; i <= size; ++i) {
    const int type = lua_rawgeti(L, 3, i);
    if (type != LUA_TSTRING && !lua_isinteger(L, -1)) raise(L, "concat joins texts and whole numbers only");
    length += (type == LUA_TSTRING ? lua_rawlen(L, -1) : 20) + separator.size();
    lua_pop(L, 1);
  }
  if (length > longest_joined) raise(L, "the joined text would be longer than 65536 bytes");
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (lua_Integer i = 1; i <= size; ++i) {
    if (i > 1) luaL_addlstring(&buffer, separator.data(), separator.size());
    lua_rawgeti(L, 3, i);
    luaL_addvalue(&buffer);
  }
  luaL_pushresult(&buffer);
  return 1;
}

int unpack(lua_State* L) {
  if (!lua_istable(L, 1)) raise(L, "unpack takes a list");
  const lua_Integer size = luaL_len(L, 1);
  if (size > most_unpacked || lua_checkstack(L, static_cast<int>(size)) == 0)
    raise(L, "unpack takes 200 values at most");
  for (lua_Integer i = 1; i <= size; ++i) lua_geti(L, 1, i);
  return static_cast<int>(size);
}

int sort(lua_State* L) {
  if (!lua_istable(L, 1)) raise(L, "sort takes a list");
  lua_settop(L, 2);
  if (!lua_isnil(L, 2) && !lua_isfunction(L, 2)) raise(L, "sort takes a function that compares");
  const lua_Integer size = luaL_len(L, 1);
  if (size > most_sorted) raise(L, "sort takes 10000 values at most");
  if (lua_getmetatable(L, 1) != 0) raise(L, "this list cannot be changed; sort a copy of it");
  heap_sort(L, 1, size, [](lua_State* state, int a, int b) {
    if (lua_isnil(state, 2)) return lua_compare(state, a, b, LUA_OPLT) != 0;
    a = lua_absindex(state, a);
    b = lua_absindex(state, b);
    lua_pushvalue(state, 2);
    lua_pushvalue(state, a);
    lua_pushvalue(state, b);
    lua_call(state, 2, 1);
    const bool less = lua_toboolean(state, -1) != 0;
    lua_pop(state, 1);
    return less;
  });
  return 0;
}

}  // namespace

int pairs_in_order(lua_State* L) {
  if (!lua_istable(L, 1)) raise(L, "pairs goes over tables only; line and record are read field by field");
  lua_settop(L, 1);
  push_contents(L, 1);
  lua_newtable(L);
  lua_Integer size = 0;
  lua_pushnil(L);
  while (lua_next(L, 2) != 0) {
    lua_pop(L, 1);
    if (!is_text(L, -1) && lua_isinteger(L, -1) == 0)
      raise(L, "pairs goes over tables whose keys are texts or whole numbers");
    lua_pushvalue(L, -1);
    lua_rawseti(L, 3, ++size);
    charge(L, 1);
  }
  heap_sort(L, 3, size, key_less);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_in_order, 3);
  return 1;
}

void push_table_library(lua_State* L) {
  constexpr std::array<luaL_Reg, 5> functions = {
      {{"insert", insert}, {"remove", remove}, {"concat", concat}, {"unpack", unpack}, {"sort", sort}}};
  lua_createtable(L, 0, static_cast<int>(functions.size()));
  for (const auto& function : functions) {
    lua_pushcfunction(L, function.func);
    lua_setfield(L, -2, function.name);
  }
}

}  // namespace crosswalk::rules
