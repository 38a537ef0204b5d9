#include "rules/lua/host.h"

namespace crosswalk::rules {

void set_metatable_of(lua_State* L, Tag tag) {
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_rawsetp(L, LUA_REGISTRYINDEX, reinterpret_cast<const void*>(static_cast<std::uintptr_t>(tag) + 1));
}

void raise(lua_State* L) {
  const Host& host = host_of(L);
  raise(L, host.message.c_str());
}

void raise(lua_State* L, const char* sentence) {
  luaL_where(L, 1);
  lua_pushstring(L, sentence);
  lua_concat(L, 2);
  lua_error(L);
  __builtin_unreachable();
}

const char* spent_sentence(const Host& host) {
  return host.meter.spent() == Meter::Spent::time
             ? "the rules used more time than one record may cost; look for a loop that does not end"
             : "the rules used more steps than one record may cost; look for a loop that does not end";
}

void charge(lua_State* L, std::int64_t steps) {
  Host& host = host_of(L);
  if (!host.meter.spend(steps)) raise(L, spent_sentence(host));
}

void require_loading(lua_State* L, const char* what) {
  Host& host = host_of(L);
  if (host.loading) return;
  host.message.assign(what).append(" belongs at the file's own level, not into a function that answers");
  raise(L);
}

std::string_view file_of(const char* source) {
  std::string_view file(source);
  if (!file.empty() && (file.front() == '@' || file.front() == '=')) file.remove_prefix(1);
  return file;
}

Origin running_at(lua_State* L) {
  lua_Debug ar;
  for (int level = 0; lua_getstack(L, level, &ar) != 0; ++level) {
    if (lua_getinfo(L, "Sl", &ar) == 0 || ar.currentline <= 0) continue;
    return {std::string(file_of(ar.source)), ar.currentline};
  }
  return {};
}

}  // namespace crosswalk::rules
