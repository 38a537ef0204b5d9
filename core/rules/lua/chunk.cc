#include "rules/lua/chunk.h"

#include <algorithm>
#include <charconv>
#include <new>

#include "rules/lua/bytecode.h"
#include "rules/lua/host.h"

namespace crosswalk::rules {
namespace {

const char loaded_key = 0;
const char loading_mark = 0;

int append_dump(lua_State* /*L*/, const void* part, std::size_t size, void* to) {
  try {
    static_cast<std::string*>(to)->append(static_cast<const char*>(part), size);
    return 0;
  } catch (const std::bad_alloc&) {
    return 1;
  }
}

bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Where `word` stands alone in `text`, from `from` on.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0) {
  for (std::size_t at = text.find(word, from); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_name_letter(text[at - 1])) && (end == text.size() || !is_name_letter(text[end])))
      return at;
  }
  return std::string_view::npos;
}

int line_at(std::string_view text, std::size_t place) {
  return 1 +
         static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(place), '\n'));
}

bool refuse(lua_State* L, std::string message) {
  host_of(L).message = std::move(message);
  return false;
}

// The function on top must not assign to variables outside of it.
bool check(lua_State* L, std::string_view text, const std::string& shown) {
  if (const std::size_t at = find_word(text, "_ENV"); at != std::string_view::npos)
    return refuse(L, shown + ":" + std::to_string(line_at(text, at)) + ": a rule may not name _ENV");
  std::string dump;
  if (!dump_function(L, dump)) return refuse(L, shown + ":1: there is no memory to check the file");
  const auto found = find_outside_assignment(dump);
  if (!found) return refuse(L, shown + ":1: " + found.error().message);
  if (!*found) return true;
  return refuse(
      L, shown + ":" + std::to_string((*found)->line) + ": a function assigns to " + (*found)->variable +
             ", which lives outside of it; a rule keeps nothing from one record to the next, so let the "
             "function return the value instead");
}

bool push_module(lua_State* L, const Sources::Module& module) {
  Host& host = host_of(L);
  host.required.push_back(module.file->name);
  return push_chunk(L, module.file->text, module.shown, true);
}

// Pushes the module's function. False: host.message says why not.
bool find_module(lua_State* L, std::string_view name) {
  const auto module = host_of(L).sources->module(name);
  if (module.file == nullptr)
    return refuse(L, "there is no module \"" + std::string(name) +
                         "\"; require reaches files of the rule directory and the library only");
  return push_module(L, module);
}

}  // namespace

bool dump_function(lua_State* L, std::string& dump) {
  return lua_dump(L, append_dump, &dump, 0) == 0;
}

bool push_chunk(lua_State* L, std::string_view text, const std::string& shown, bool checked) {
  const std::string chunk_name = "@" + shown;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // what editors on Windows put in front
  if (luaL_loadbufferx(L, text.data(), text.size(), chunk_name.c_str(), "t") != LUA_OK) {
    refuse(L, is_text(L, -1) ? std::string(text_at(L, -1)) : shown + ":1: the file cannot be compiled");
    lua_pop(L, 1);
    return false;
  }
  if (!checked || check(L, text, shown)) return true;
  lua_pop(L, 1);
  return false;
}

int require_word(lua_State* L) {
  require_loading(L, "require");
  if (!is_text(L, 1)) raise(L, "require needs a module's name, like require \"us_states\"");
  lua_settop(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &loaded_key);  // 2
  lua_pushvalue(L, 1);
  if (lua_rawget(L, 2) != LUA_TNIL) {
    if (lua_touserdata(L, -1) == &loading_mark) raise(L, "the modules require each other in a circle");
    return 1;
  }
  lua_pop(L, 1);
  if (!find_module(L, text_at(L, 1))) raise(L);
  lua_pushvalue(L, 1);
  lua_pushlightuserdata(L, const_cast<char*>(&loading_mark));
  lua_rawset(L, 2);
  lua_call(L, 0, 1);
  if (lua_isnil(L, -1)) raise(L, "the module returns nothing; end it with return and a table");
  lua_pushvalue(L, 1);
  lua_pushvalue(L, -2);
  lua_rawset(L, 2);
  return 1;
}

void install_require(lua_State* L) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &loaded_key);
}

Placed split_place(std::string_view text) {
  const std::size_t end = text.find(": ");
  const std::size_t colon = end == std::string_view::npos ? end : text.rfind(':', end - 1);
  if (colon == std::string_view::npos || colon == 0 || end == 0) return {{}, 0, std::string(text)};
  int line = 0;
  const char* last = text.data() + end;
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, last, line);
  if (error != std::errc() || stop != last) return {{}, 0, std::string(text)};
  return {std::string(text.substr(0, colon)), line, std::string(text.substr(end + 2))};
}

int line_of_key(std::string_view text, std::string_view key) {
  for (std::size_t at = find_word(text, key); at != std::string_view::npos;
       at = find_word(text, key, at + 1)) {
    const std::size_t next = text.find_first_not_of(" \t", at + key.size());
    if (next != std::string_view::npos && text[next] == '=') return line_at(text, at);
  }
  return 1;
}

}  // namespace crosswalk::rules
