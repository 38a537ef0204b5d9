#include "rules/lua/frozen.h"

#include "rules/lua/host.h"

namespace crosswalk::rules {
namespace {

int refuse_write(lua_State* L) {
  raise(L,
        "a rule keeps nothing from one record to the next: tables of the file's own level are read-only once "
        "loaded");
}

int length(lua_State* L) {
  push_contents(L, 1);
  lua_pushinteger(L, static_cast<lua_Integer>(lua_rawlen(L, -1)));
  return 1;
}

// Moves the contents of the table on top behind a metatable.
void freeze_one(lua_State* L) {
  lua_newtable(L);  // t, contents
  lua_pushnil(L);
  while (lua_next(L, -3) != 0) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, -4);
  }
  lua_pushnil(L);
  while (lua_next(L, -3) != 0) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushnil(L);
    lua_rawset(L, -5);
  }
  lua_createtable(L, 1, 4);  // t, contents, meta
  lua_pushvalue(L, -2);
  lua_rawseti(L, -2, 1);
  lua_insert(L, -2);  // t, meta, contents
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, refuse_write);
  lua_setfield(L, -2, "__newindex");
  lua_pushcfunction(L, length);
  lua_setfield(L, -2, "__len");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

// Puts the value on top into the list at 1 of what is still to do, unless it cannot hold anything or was
// seen. Pops it.
void enlist(lua_State* L, lua_Integer& count) {
  const int type = lua_type(L, -1);
  if (type != LUA_TTABLE && type != LUA_TFUNCTION) {
    lua_pop(L, 1);
    return;
  }
  lua_pushvalue(L, -1);
  const bool seen = lua_rawget(L, 2) != LUA_TNIL;
  lua_pop(L, 1);
  if (seen) {
    lua_pop(L, 1);
    return;
  }
  lua_pushvalue(L, -1);
  lua_pushboolean(L, 1);
  lua_rawset(L, 2);
  lua_rawseti(L, 1, ++count);
}

// Called with the value; its own stack frame keeps the indexes 1 (to do) and 2 (seen).
int freeze_all(lua_State* L) {
  lua_newtable(L);
  lua_newtable(L);
  lua_rotate(L, 1, -1);  // to do, seen, value
  lua_Integer count = 0;
  enlist(L, count);
  while (count > 0) {
    lua_rawgeti(L, 1, count);
    lua_pushnil(L);
    lua_rawseti(L, 1, count--);
    if (lua_isfunction(L, -1)) {
      for (int i = 1; lua_getupvalue(L, -1, i) != nullptr; ++i) enlist(L, count);
    } else if (lua_getmetatable(L, -1) != 0) {
      lua_pop(L, 1);  // frozen before, or the environment
    } else {
      lua_pushnil(L);
      while (lua_next(L, -2) != 0) {
        lua_pushvalue(L, -2);
        enlist(L, count);
        enlist(L, count);
      }
      freeze_one(L);
    }
    lua_pop(L, 1);
  }
  return 0;
}

}  // namespace

void freeze(lua_State* L) {
  lua_pushcfunction(L, freeze_all);
  lua_insert(L, -2);
  lua_call(L, 1, 0);
}

void push_contents(lua_State* L, int index) {
  index = lua_absindex(L, index);
  if (lua_getmetatable(L, index) == 0) {
    lua_pushvalue(L, index);
    return;
  }
  if (lua_rawgeti(L, -1, 1) == LUA_TTABLE) {
    lua_remove(L, -2);
    return;
  }
  lua_pop(L, 2);
  lua_pushvalue(L, index);
}

}  // namespace crosswalk::rules
