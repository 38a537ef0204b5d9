#include "rules_bare.h"

#include <cstdlib>
#include <iostream>

namespace crosswalk::bench {
namespace {

constexpr const char* words = R"lua(
local function condition(wanted)
  if type(wanted) == "function" then return wanted end
  if type(wanted) ~= "table" then return function(value) return value == wanted end end
  return function(value)
    for i = 1, #wanted do if wanted[i] == value then return true end end
    return false
  end
end
function prefix(beginning)
  return function(value) return value ~= nil and value:sub(1, #beginning) == beginning end
end
function over(limit) return function(value) return value > limit end end
function hold(why) return { held = why } end
function row(columns)
  local tests = {}
  for name, wanted in pairs(columns) do
    if name ~= "use" then tests[#tests + 1] = { name, condition(wanted) } end
  end
  return { tests = tests, use = columns.use }
end
local function answer(use, line, record)
  if type(use) == "function" then return use(line, record) end
  return use
end
function decide(rows)
  return function(line, record)
    for i = 1, #rows do
      local tests, held = rows[i].tests, true
      for j = 1, #tests do
        if not tests[j][2](line[tests[j][1]]) then held = false break end
      end
      if held then return answer(rows[i].use, line, record) end
    end
  end
end
function lookup(by)
  return function(line, record)
    local item = items[line.sku:lower()]
    if item then return item end
    return answer(by.otherwise, line, record)
  end
end
)lua";

[[noreturn]] void give_up(lua_State* L) {
  std::cerr << lua_tostring(L, -1) << "\n";
  std::exit(EXIT_FAILURE);
}

void set(lua_State* L, const char* name, std::string_view value) {
  lua_pushlstring(L, value.data(), value.size());
  lua_setfield(L, -2, name);
}

}  // namespace

BareRules::BareRules(const std::vector<std::pair<std::string, std::string>>& files,
                     const std::vector<std::pair<std::string, std::string>>& items)
    : state_(luaL_newstate()) {
  lua_State* L = state_;
  luaL_openlibs(L);
  if (luaL_dostring(L, words)) give_up(L);
  lua_newtable(L);
  for (const auto& [sku, item] : items) set(L, sku.c_str(), item);
  lua_setglobal(L, "items");
  constexpr std::array names = {"item", "tax", "tracking", "account"};
  for (const auto& [file, text] : files)
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (file != std::string(names[i]) + ".lua") continue;
      if (luaL_dostring(L, text.c_str())) give_up(L);
      lua_getfield(L, -1, names[i]);
      questions_[i] = luaL_ref(L, LUA_REGISTRYINDEX);
      lua_pop(L, 1);
    }
}

BareRules::~BareRules() {
  lua_close(state_);
}

// The line and the record are at 1 and 2; the answer is left on the stack.
std::string BareRules::ask(int question) {
  lua_rawgeti(state_, LUA_REGISTRYINDEX, question);
  lua_pushvalue(state_, 2);
  lua_pushvalue(state_, 1);
  if (lua_pcall(state_, 2, 1, 0) != LUA_OK) give_up(state_);
  std::size_t size = 0;
  const char* text = lua_type(state_, -1) == LUA_TSTRING ? lua_tolstring(state_, -1, &size) : "";
  return {text, size};
}

const std::vector<BareLine>& BareRules::map(const RecordFacts& facts, std::span<const Line> lines) {
  lua_State* L = state_;
  answers_.resize(lines.size());
  lua_createtable(L, 0, 2);
  set(L, "market", facts.market);
  lua_createtable(L, 0, 1);
  set(L, "state", facts.state);
  lua_setfield(L, -2, "ship_to");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    BareLine& answers = answers_[i];
    lua_createtable(L, 0, 5);
    set(L, "class", name_of(line.line_class));
    set(L, "tax_class", name_of(line.tax_class));
    set(L, "sku", line.sku);
    set(L, "fulfilment", line.fulfilment);
    lua_pushinteger(L, line.amount.amount.units());
    lua_setfield(L, -2, "amount");
    if (line.line_class == LineClass::product) answers.item = ask(questions_[0]);
    answers.tax = ask(questions_[1]);
    answers.account = ask(questions_[3]);
    answers.tracking.clear();
    ask(questions_[2]);
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) {
      answers.tracking.emplace(lua_tostring(L, -2), lua_tostring(L, -1));
      lua_pop(L, 1);
    }
    lua_settop(L, 1);
  }
  lua_settop(L, 0);
  return answers_;
}

}  // namespace crosswalk::bench
