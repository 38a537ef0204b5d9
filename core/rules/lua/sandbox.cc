#include "rules/lua/sandbox.h"

#include <array>
#include <string>
#include <vector>

#include "rules/language/suggestion.h"
#include "rules/lua/csv_box.h"
#include "rules/lua/customer_box.h"
#include "rules/lua/frozen.h"
#include "rules/lua/host.h"
#include "rules/lua/number_box.h"
#include "rules/lua/surface.h"
#include "rules/lua/table_library.h"
#include "rules/lua/text_library.h"
#include "rules/lua/views.h"

namespace crosswalk::rules {
namespace {

const char environment_key = 0;

// Lua's own, taken as they are.
constexpr std::array base_names = {"assert", "error", "ipairs", "select", "tonumber", "type"};
constexpr std::array math_names = {"abs", "ceil", "floor", "fmod", "max", "min", "tointeger", "type", "ult"};

// As Lua's, but a table has no address to show: it would differ from run to run.
int to_text(lua_State* L) {
  luaL_checkany(L, 1);
  const Box* box = box_at(L, 1);
  const bool has_text = box != nullptr && (box->tag == Tag::decimal || box->tag == Tag::money);
  const int type = lua_type(L, 1);
  if (has_text || type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TBOOLEAN || type == LUA_TNIL) {
    luaL_tolstring(L, 1, nullptr);
  } else if (box != nullptr && box->tag == Tag::null) {
    lua_pushliteral(L, "null");
  } else {
    lua_pushstring(L, luaL_typename(L, 1));
  }
  return 1;
}

void explain_unknown(lua_State* L, std::string_view name) {
  std::vector<std::string_view> known;
  push_environment(L);
  lua_pushnil(L);
  while (lua_next(L, -2) != 0) {
    if (is_text(L, -2)) known.push_back(text_at(L, -2));
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  host_of(L).message = "there is nothing named " + std::string(name) + " here" + suggestion(name, known);
}

int unknown_name(lua_State* L) {
  explain_unknown(L, is_text(L, 2) ? text_at(L, 2) : std::string_view("that"));
  raise(L);
}

int refuse_global(lua_State* L) {
  raise(L, "a name without local would be shared by all rules; write local in front of it");
}

void take_functions(lua_State* L, int from, std::span<const char* const> names) {
  for (const char* name : names) {
    lua_getfield(L, from, name);
    lua_setfield(L, -2, name);
  }
}

// The environment and the libraries in it are written by nobody: their contents stand behind an empty table.
void push_guarded(lua_State* L, lua_CFunction on_write) {
  lua_newtable(L);
  lua_createtable(L, 1, 3);
  lua_pushvalue(L, -3);
  lua_rawseti(L, -2, 1);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, on_write);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_remove(L, -2);
}

int refuse_library(lua_State* L) {
  raise(L, "the library cannot be changed");
}

}  // namespace

void push_environment(lua_State* L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
}

void install_sandbox(lua_State* L, lua_CFunction require_function) {
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);

  luaL_requiref(L, "_G", luaopen_base, 0);
  lua_insert(L, -2);
  take_functions(L, -2, base_names);
  lua_remove(L, -2);

  luaL_requiref(L, "math", luaopen_math, 0);
  lua_newtable(L);
  take_functions(L, -2, math_names);
  lua_remove(L, -2);
  push_guarded(L, refuse_library);
  lua_setfield(L, -2, "math");

  push_text_library(L);
  push_guarded(L, refuse_library);
  lua_setfield(L, -2, "string");
  push_table_library(L);
  push_guarded(L, refuse_library);
  lua_setfield(L, -2, "table");
  lua_pushcfunction(L, pairs_in_order);
  lua_setfield(L, -2, "pairs");
  lua_pushcfunction(L, to_text);
  lua_setfield(L, -2, "tostring");
  lua_pushcfunction(L, require_function);
  lua_setfield(L, -2, "require");

  install_numbers(L);
  install_surface(L);
  install_csv(L);
  install_customers(L);
  install_views(L);

  // Names that are not there are explained, and nothing can be added.
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, unknown_name);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  push_guarded(L, refuse_global);
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

}  // namespace crosswalk::rules
