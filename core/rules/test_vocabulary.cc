#include "rules/test_vocabulary.h"

#include <array>

#include "rules/frozen.h"
#include "rules/host.h"
#include "rules/sandbox.h"
#include "rules/surface.h"

namespace crosswalk::rules {
namespace {

TestBook& book_of(lua_State* L) {
  return *static_cast<TestBook*>(lua_touserdata(L, lua_upvalueindex(1)));
}

bool refuse(lua_State* L, std::string message) {
  host_of(L).message = std::move(message);
  return false;
}

void check_named_function(lua_State* L, const char* word) {
  if (is_text(L, 1) && lua_isfunction(L, 2)) return;
  lua_pushfstring(L, "%s needs a name and a function", word);
  raise(L, lua_tostring(L, -1));
}

std::string full_name(const TestBook& book, int group, std::string_view name) {
  std::string full(name);
  for (; group > 0; group = book.groups[static_cast<std::size_t>(group)].parent)
    full.insert(0, book.groups[static_cast<std::size_t>(group)].name + " ");
  return full;
}

void open_group(lua_State* L, TestBook& book) {
  TestGroup& group = book.groups.emplace_back();
  group.parent = book.current;
  group.name = text_at(L, 1);
  book.current = static_cast<int>(book.groups.size()) - 1;
}

int describe(lua_State* L) {
  check_named_function(L, "describe");
  TestBook& book = book_of(L);
  const int before = book.current;
  open_group(L, book);
  lua_settop(L, 2);
  lua_call(L, 0, 0);
  book.current = before;
  return 0;
}

void register_test(lua_State* L, TestBook& book, std::uint32_t function) {
  book.tests.push_back({book.current, full_name(book, book.current, text_at(L, 1)), running_at(L), function});
}

int it(lua_State* L) {
  check_named_function(L, "it");
  lua_settop(L, 2);
  const std::uint32_t function = keep_function(L);
  register_test(L, book_of(L), function);
  return 0;
}

int before_each(lua_State* L) {
  if (!lua_isfunction(L, 1)) raise(L, "before_each needs a function");
  lua_settop(L, 1);
  const std::uint32_t function = keep_function(L);
  TestBook& book = book_of(L);
  book.groups[static_cast<std::size_t>(book.current)].before_each.push_back(function);
  return 0;
}

// --- map
// ---------------------------------------------------------------------------------------------------------

bool read_value(lua_State* L, std::string_view name, Literal& value) {
  if (is_text(L, -1)) {
    value = {Literal::Kind::text, std::string(text_at(L, -1))};
    return true;
  }
  if (lua_isinteger(L, -1) != 0) {
    value = {Literal::Kind::number, std::to_string(lua_tointeger(L, -1))};
    return true;
  }
  if (lua_type(L, -1) == LUA_TBOOLEAN) {
    value = {Literal::Kind::flag, lua_toboolean(L, -1) != 0 ? "true" : "false"};
    return true;
  }
  const Box* box = box_at(L, -1);
  if (box != nullptr && (box->tag == Tag::decimal || box->tag == Tag::money)) {
    value = {Literal::Kind::number, Decimal::from_units(static_cast<const NumberBox*>(box)->units).text()};
    return true;
  }
  return refuse(L, std::string(name) +
                       " must be a text, a whole number, a decimal, true or false; amounts with a fraction "
                       "are texts, like \"24.99\"");
}

bool set(lua_State* L, Fixture& fixture, bool of_line, const std::string& name) {
  Literal value;
  if (!read_value(L, name, value)) return false;
  std::string flaw = of_line ? fixture.set_line(name, value) : fixture.set_record(name, value);
  return flaw.empty() || refuse(L, std::move(flaw));
}

// The fields of the table on top; a table under "buyer" or "ship_to" holds the fields below that.
bool read_fields(lua_State* L, Fixture& fixture, bool of_line, const std::string& prefix) {
  lua_pushnil(L);
  while (lua_next(L, -2) != 0) {
    if (!is_text(L, -2)) return refuse(L, "an order and its lines have named fields only");
    const std::string name = prefix + std::string(text_at(L, -2));
    const bool nested = !of_line && lua_istable(L, -1);
    if (nested && name == "lines") {
      lua_pop(L, 1);
      continue;
    }
    if (nested ? !prefix.empty() || !read_fields(L, fixture, false, name + ".")
               : !set(L, fixture, of_line, name))
      return !nested || prefix.empty() ? false : refuse(L, name + " cannot be a table");
    lua_pop(L, 1);
  }
  return true;
}

// The order at 1, its lines at 2 (or nil).
bool read_order(lua_State* L, Fixture& fixture) {
  fixture.clear();
  lua_pushvalue(L, 1);
  if (!read_fields(L, fixture, false, "")) return false;
  lua_pop(L, 1);
  const lua_Integer size = lua_istable(L, 2) ? static_cast<lua_Integer>(lua_rawlen(L, 2)) : 0;
  for (lua_Integer i = 1; i <= size; ++i) {
    lua_rawgeti(L, 2, i);
    if (!lua_istable(L, -1)) return refuse(L, "line " + std::to_string(i) + " of the order is no line { … }");
    fixture.add_line();
    if (!read_fields(L, fixture, true, "")) return false;
    lua_pop(L, 1);
  }
  fixture.finish();
  return true;
}

void set_text(lua_State* L, const char* name, std::string_view text) {
  if (text.empty()) return;
  lua_pushlstring(L, text.data(), text.size());
  lua_setfield(L, -2, name);
}

void set_origin(lua_State* L, TestBook& book, const char* name, const Origin& origin) {
  book.scratch = origin.text();
  set_text(L, name, book.scratch);
}

void push_answers(lua_State* L, TestBook& book, const LineAnswers& answers) {
  lua_createtable(L, 0, 8);
  set_text(L, "item", answers.item.value);
  set_origin(L, book, "item_where", answers.item.origin);
  set_text(L, "tax", answers.tax.value);
  set_origin(L, book, "tax_where", answers.tax.origin);
  set_text(L, "account", answers.account.value);
  set_origin(L, book, "account_where", answers.account.origin);
  lua_createtable(L, 0, 2);
  for (const TrackingAnswer& tracking : answers.tracking) {
    lua_pushlstring(L, tracking.category.data(), tracking.category.size());
    lua_pushlstring(L, tracking.option.data(), tracking.option.size());
    lua_rawset(L, -3);
  }
  lua_setfield(L, -2, "tracking");
  if (!answers.tracking.empty()) set_origin(L, book, "tracking_where", answers.tracking.front().origin);
}

int map(lua_State* L) {
  if (!lua_istable(L, 1)) raise(L, "map needs an order { … }");
  lua_settop(L, 1);
  lua_getfield(L, 1, "lines");
  TestBook& book = book_of(L);
  luaL_checkstack(L, 20, nullptr);
  if (!read_order(L, book.fixture)) raise(L);
  const Mapping& mapping = book.mapper.map(book.fixture.facts(), book.fixture.lines());
  lua_createtable(L, 0, 8);
  lua_pushboolean(L, mapping.verdict == Verdict::hold ? 1 : 0);
  lua_setfield(L, -2, "held");
  lua_pushboolean(L, mapping.verdict == Verdict::skip ? 1 : 0);
  lua_setfield(L, -2, "skipped");
  set_text(L, "reason", mapping.reason);
  set_origin(L, book, "where", mapping.origin);
  set_text(L, "contact", mapping.contact.value);
  set_origin(L, book, "contact_where", mapping.contact.origin);
  set_text(L, "version", mapping.version);
  lua_createtable(L, static_cast<int>(mapping.lines.size()), 0);
  for (std::size_t i = 0; i < mapping.lines.size(); ++i) {
    push_answers(L, book, mapping.lines[i]);
    lua_rawseti(L, -2, static_cast<lua_Integer>(i) + 1);
  }
  lua_setfield(L, -2, "lines");
  return 1;
}

// For assert.has_error only: calls a function and answers whether it ended well, and what it said.
int attempt(lua_State* L) {
  lua_settop(L, 1);
  const bool good = lua_pcall(L, 0, 0, 0) == LUA_OK;
  charge(L, 1);  // a spent budget is no error that a test may expect
  lua_pushboolean(L, good ? 1 : 0);
  lua_insert(L, 1);
  return lua_gettop(L);
}

// --- installing
// --------------------------------------------------------------------------------------------------

// The words of C++: the book is at 1.
int install_words(lua_State* L) {
  constexpr std::array<luaL_Reg, 4> words = {
      {{"describe", describe}, {"it", it}, {"before_each", before_each}, {"map", map}}};
  push_environment(L);
  for (const auto& word : words) {
    lua_pushvalue(L, 1);
    lua_pushcclosure(L, word.func, 1);
    lua_setfield(L, -2, word.name);
  }
  return 0;
}

int call_assert(lua_State* L) {
  lua_remove(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

// What testing.lua returned is at 1: its entries become names; `assert` can be called as well.
int install_library(lua_State* L) {
  push_environment(L);
  lua_getfield(L, 1, "assert");
  lua_createtable(L, 0, 1);
  lua_getfield(L, 2, "assert");
  lua_pushcclosure(L, call_assert, 1);
  lua_setfield(L, -2, "__call");
  lua_setmetatable(L, -2);
  lua_setfield(L, 2, "assert");
  for (const char* name : {"order", "line"}) {
    lua_getfield(L, 1, name);
    lua_setfield(L, 2, name);
  }
  return 0;
}

}  // namespace

Result<void> add_test_vocabulary(Machine& machine, TestBook& book, const RuleFile& library) {
  lua_State* L = machine.state();
  lua_pushcfunction(L, install_words);
  lua_pushlightuserdata(L, &book);
  if (auto done = machine.run(1, 0, test_budget); !done) return done;
  if (auto done = machine.compile_text(library.text, library.name, false); !done) return done;
  lua_pushcfunction(L, attempt);
  if (auto done = machine.run(1, 1, test_budget); !done) return done;
  lua_pushcfunction(L, install_library);
  lua_insert(L, -2);
  if (auto done = machine.run(1, 0, test_budget); !done) return done;
  machine.drop();
  return {};
}

}  // namespace crosswalk::rules
