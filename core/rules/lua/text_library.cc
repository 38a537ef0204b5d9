#include "rules/lua/text_library.h"

#include <algorithm>
#include <array>

#include "rules/lua/host.h"

namespace crosswalk::rules {
namespace {

constexpr std::size_t longest_subject = 16'384;
constexpr std::size_t longest_pattern = 256;
constexpr std::size_t longest_result = 65'536;
constexpr std::int64_t dearest_match = 2'000'000;  // some ten milliseconds
constexpr std::int64_t beyond = std::int64_t{1} << 40;

enum class Kind { plain, pattern, pattern_with_reply };

// Upvalue 1: the function of Lua's own library. The subject is bounded and counted.
template <Kind kind>
int bounded(lua_State* L) {
  if (!is_text(L, 1)) raise(L, "this function works on a text; turn numbers into text with tostring first");
  const std::size_t size = lua_rawlen(L, 1);
  if (size > longest_subject) raise(L, "the text is longer than the 16384 bytes that text functions take");
  std::int64_t steps = static_cast<std::int64_t>(size / 16) + 1;
  if constexpr (kind != Kind::plain) {
    if (!is_text(L, 2)) raise(L, "the pattern must be a text");
    if (lua_rawlen(L, 2) > longest_pattern) raise(L, "the pattern is longer than 256 bytes");
    steps = worst_steps(text_at(L, 2), size);
    if (steps > dearest_match)
      raise(L,
            "the pattern could take too long on a text of this length; use fewer of * + - ? or anchor it "
            "with ^");
    // A match rarely takes its worst case; the clock is read either way.
    steps = steps / 64 + 1;
  }
  if constexpr (kind == Kind::pattern_with_reply) {
    if (is_text(L, 3) && lua_rawlen(L, 3) * (size + 1) > longest_result)
      raise(L, "the replaced text could grow past 65536 bytes");
  }
  charge(L, steps);
  const int arguments = lua_gettop(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, arguments, LUA_MULTRET);
  charge(L, 1);
  return lua_gettop(L);
}

int repeat(lua_State* L) {
  if (!is_text(L, 1) || lua_isinteger(L, 2) == 0) raise(L, "rep needs a text and a whole number");
  const auto times = static_cast<std::size_t>(std::max<lua_Integer>(0, lua_tointeger(L, 2)));
  std::size_t separator = 0;
  if (!lua_isnoneornil(L, 3)) {
    if (!is_text(L, 3)) raise(L, "the separator of rep must be a text");
    separator = lua_rawlen(L, 3);
  }
  const std::size_t piece = lua_rawlen(L, 1) + separator;
  if (times > longest_result || piece > longest_result || piece * times > longest_result)
    raise(L, "the repeated text would be longer than 65536 bytes");
  charge(L, static_cast<lua_Integer>(piece * times / 16) + 1);
  lua_settop(L, 3);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 3, 1);
  return 1;
}

// Only texts, whole numbers, truth values and amounts: the address of a table would differ from run to run.
bool may_be_formatted(lua_State* L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TSTRING:
      return lua_rawlen(L, index) <= longest_subject;
    case LUA_TNUMBER:
    case LUA_TBOOLEAN:
    case LUA_TNIL:
      return true;
    default:
      break;
  }
  const Box* box = box_at(L, index);
  return box != nullptr && (box->tag == Tag::decimal || box->tag == Tag::money);
}

int format(lua_State* L) {
  if (!is_text(L, 1) || lua_rawlen(L, 1) > longest_pattern)
    raise(L, "format needs a pattern of at most 256 bytes");
  const std::string_view pattern = text_at(L, 1);
  for (std::size_t at = pattern.find('%'); at != std::string_view::npos; at = pattern.find('%', at)) {
    ++at;
    if (at < pattern.size() && pattern[at] == '%') {
      ++at;
      continue;
    }
    const std::size_t conversion = pattern.find_first_not_of("-+ #0123456789.", at);
    if (conversion == std::string_view::npos ||
        std::string_view("sdixXcufg").find(pattern[conversion]) == std::string_view::npos)
      raise(L, "format takes %s, %d, %x, %c, %f and %g only");
    at = conversion;
  }
  const int arguments = lua_gettop(L);
  if (arguments > 50) raise(L, "format takes 50 values at most");
  for (int i = 2; i <= arguments; ++i)
    if (!may_be_formatted(L, i)) raise(L, "format takes texts, numbers, truth values and amounts only");
  charge(L, 10 * arguments);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, arguments, 1);
  return 1;
}

int refuse_arithmetic(lua_State* L) {
  raise(L, "texts cannot be calculated with; turn them into numbers with tonumber or decimal first");
}

// The place of the bracket that closes the set which opens at `at`.
std::size_t end_of_set(std::string_view pattern, std::size_t at) {
  std::size_t i = at + 1;
  if (i < pattern.size() && pattern[i] == '^') ++i;
  for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false)
    i += pattern[i] == '%' ? 2 : 1;
  return std::min(i, pattern.size());
}

struct Entry {
  const char* name;
  lua_CFunction function;
};

constexpr std::array entries = {
    Entry{"byte", bounded<Kind::plain>},
    Entry{"find", bounded<Kind::pattern>},
    Entry{"gmatch", bounded<Kind::pattern>},
    Entry{"gsub", bounded<Kind::pattern_with_reply>},
    Entry{"len", bounded<Kind::plain>},
    Entry{"lower", bounded<Kind::plain>},
    Entry{"match", bounded<Kind::pattern>},
    Entry{"reverse", bounded<Kind::plain>},
    Entry{"sub", bounded<Kind::plain>},
    Entry{"upper", bounded<Kind::plain>},
    Entry{"rep", repeat},
    Entry{"format", format},
};

}  // namespace

std::int64_t worst_steps(std::string_view pattern, std::size_t size) {
  const auto length = static_cast<std::int64_t>(size) + 1;
  const auto grow = [](std::int64_t steps, std::int64_t by) {
    return std::min(beyond, steps >= beyond / by ? beyond : steps * by);
  };
  std::int64_t steps = static_cast<std::int64_t>(pattern.size()) + 1;
  if (pattern.empty() || pattern.front() != '^') steps = grow(steps, length);
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '%' && i + 1 < pattern.size()) {
      ++i;
      // %b and a back reference walk through the subject once more.
      if (pattern[i] == 'b' || (pattern[i] >= '0' && pattern[i] <= '9')) steps = grow(steps, length);
    } else if (c == '[') {
      i = end_of_set(pattern, i);
    } else if (c == '*' || c == '+' || c == '-') {
      steps = grow(steps, length);
    } else if (c == '?') {
      steps = grow(steps, 2);
    }
  }
  return steps;
}

void push_text_library(lua_State* L) {
  lua_pushcfunction(L, luaopen_string);
  lua_call(L, 0, 1);
  lua_createtable(L, 0, static_cast<int>(entries.size()) + 1);
  for (const Entry& entry : entries) {
    lua_getfield(L, -2, entry.name);
    lua_pushcclosure(L, entry.function, 1);
    lua_setfield(L, -2, entry.name);
  }
  lua_remove(L, -2);
  // Texts share one metatable: methods only, and no silent arithmetic on texts ("090" + 1).
  lua_pushliteral(L, "");
  lua_createtable(L, 0, 8);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  for (const char* name : {"__add", "__sub", "__mul", "__div", "__mod", "__pow", "__unm", "__idiv"}) {
    lua_pushcfunction(L, refuse_arithmetic);
    lua_setfield(L, -2, name);
  }
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}

}  // namespace crosswalk::rules
