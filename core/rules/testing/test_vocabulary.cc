#include "rules/testing/test_vocabulary.h"

#include <array>

#include "rules/lua/sandbox.h"
#include "rules/lua/surface.h"
#include "rules/testing/case_lines.h"
#include "rules/testing/customers_word.h"
#include "rules/testing/offer_word.h"
#include "rules/testing/test_runner.h"
#include "rules/testing/test_words.h"

namespace crosswalk::rules {
namespace {

constexpr lua_Integer usual_runs = 100;
constexpr lua_Integer most_runs = 10'000;

[[noreturn]] void raise_word(lua_State* L, const char* word, const char* needs) {
  lua_pushfstring(L, "%s needs %s", word, needs);
  raise(L, lua_tostring(L, -1));
}

void check_named_function(lua_State* L, const char* word) {
  if (!is_text(L, 1) || !lua_isfunction(L, 2)) raise_word(L, word, "a name and a function");
}

TestGroup& current_group(TestBook& book) {
  return book.groups[static_cast<std::size_t>(book.current)];
}

// --- groups and what runs around tests

void open_group(lua_State* L, TestBook& book) {
  const int parent = book.current;
  TestGroup& group = book.groups.emplace_back();
  group.parent = parent;
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

std::uint32_t kept_function(lua_State* L, const char* word) {
  if (!lua_isfunction(L, 1)) raise_word(L, word, "a function");
  lua_settop(L, 1);
  return keep_function(L);
}

int setup(lua_State* L) {
  const std::uint32_t function = kept_function(L, "setup");
  current_group(book_of(L)).setup.push_back(function);
  return 0;
}

int teardown(lua_State* L) {
  const std::uint32_t function = kept_function(L, "teardown");
  current_group(book_of(L)).teardown.push_back(function);
  return 0;
}

int before_each(lua_State* L) {
  const std::uint32_t function = kept_function(L, "before_each");
  current_group(book_of(L)).before_each.push_back(function);
  return 0;
}

int after_each(lua_State* L) {
  const std::uint32_t function = kept_function(L, "after_each");
  current_group(book_of(L)).after_each.push_back(function);
  return 0;
}

// --- tests

std::string full_name(const TestBook& book, std::string_view name) {
  std::string full(name);
  for (int group = book.current; group > 0; group = book.groups[static_cast<std::size_t>(group)].parent)
    full.insert(0, book.groups[static_cast<std::size_t>(group)].name + " ");
  return full;
}

// The name stands at 1.
RegisteredTest& add_test(lua_State* L, RegisteredTest::Kind kind) {
  TestBook& book = book_of(L);
  RegisteredTest& test = book.tests.emplace_back();
  test.kind = kind;
  test.group = book.current;
  test.name = full_name(book, text_at(L, 1));
  test.origin = running_at(L);
  return test;
}

int it(lua_State* L) {
  check_named_function(L, "it");
  lua_settop(L, 2);
  const std::uint32_t function = keep_function(L);
  add_test(L, RegisteredTest::Kind::plain).function = function;
  return 0;
}

int pending(lua_State* L) {
  if (!is_text(L, 1)) raise_word(L, "pending", "a name");
  add_test(L, RegisteredTest::Kind::pending);
  return 0;
}

lua_Integer whole_field(lua_State* L, const char* name, lua_Integer otherwise) {
  const int type = lua_getfield(L, 2, name);
  const lua_Integer value = type == LUA_TNIL ? otherwise : lua_tointeger(L, -1);
  if (type != LUA_TNIL && (lua_isinteger(L, -1) == 0 || value < 1))
    raise(L, "runs and seed of a property are whole numbers above 0");
  lua_pop(L, 1);
  return value;
}

int property(lua_State* L) {
  if (lua_isfunction(L, 2)) {
    lua_settop(L, 2);
    lua_newtable(L);
    lua_insert(L, 2);
  }
  if (!is_text(L, 1) || !lua_istable(L, 2) || !lua_isfunction(L, 3))
    raise_word(L, "property", "a name, { runs = …, seed = … } if you like, and a function(order)");
  const lua_Integer runs = whole_field(L, "runs", usual_runs);
  const lua_Integer seed = whole_field(L, "seed", 0);
  if (runs > most_runs) raise(L, "a property has 10000 runs at most");
  lua_settop(L, 3);
  const std::uint32_t function = keep_function(L);
  RegisteredTest& test = add_test(L, RegisteredTest::Kind::property);
  test.function = function;
  test.runs = static_cast<int>(runs);
  test.seed = static_cast<std::uint64_t>(seed);
  return 0;
}

// --- cases

std::string scalar_at_top(lua_State* L) {
  if (is_text(L, -1)) return std::string(text_at(L, -1));
  if (lua_isinteger(L, -1) != 0) return std::to_string(lua_tointeger(L, -1));
  if (lua_isboolean(L, -1)) return lua_toboolean(L, -1) != 0 ? "true" : "false";
  const Box* box = box_at(L, -1);
  if (box == nullptr || (box->tag != Tag::decimal && box->tag != Tag::money)) return "…";
  const auto* number = static_cast<const NumberBox*>(box);
  const Decimal value = Decimal::from_units(number->units);
  return box->tag == Tag::money ? Money{value, number->currency}.text() : value.text();
}

// "{sku}" in the name stands for the case's field; the case is on top.
std::string filled_name(lua_State* L, std::string name) {
  lua_pushnil(L);
  while (lua_next(L, -2) != 0) {
    if (is_text(L, -2)) {
      const std::string mark = "{" + std::string(text_at(L, -2)) + "}";
      const std::string value = scalar_at_top(L);
      for (std::size_t at = name.find(mark); at != std::string::npos; at = name.find(mark, at + value.size()))
        name.replace(at, mark.size(), value);
    }
    lua_pop(L, 1);
  }
  return name;
}

// One test a case; the cases were kept from number `first` on, the function before them. Does not raise.
bool add_cases(lua_State* L, TestBook& book, std::uint32_t first, lua_Integer size) {
  const Origin call = running_at(L);
  const std::vector<int> lines = case_lines(book.text, call.line);
  const std::string name(text_at(L, 1));
  for (lua_Integer i = 1; i <= size; ++i) {
    lua_rawgeti(L, 2, i);
    RegisteredTest& test = add_test(L, RegisteredTest::Kind::plain);
    std::string filled = filled_name(L, name);
    if (filled == name) filled += " (case " + std::to_string(i) + ")";
    test.name = full_name(book, filled);
    if (lines.size() == static_cast<std::size_t>(size))
      test.origin.line = lines[static_cast<std::size_t>(i - 1)];
    test.function = first;
    test.argument = first + static_cast<std::uint32_t>(i);
    lua_pop(L, 1);
  }
  return true;
}

int cases(lua_State* L) {
  if (!is_text(L, 1) || !lua_istable(L, 2) || !lua_isfunction(L, 3))
    raise_word(L, "cases", "a name, a list of cases and a function(case)");
  lua_settop(L, 3);
  luaL_checkstack(L, 10, nullptr);
  const auto size = static_cast<lua_Integer>(lua_rawlen(L, 2));
  if (size == 0) raise(L, "cases needs at least one case");
  const std::uint32_t first = keep_function(L);
  for (lua_Integer i = 1; i <= size; ++i) {
    if (lua_rawgeti(L, 2, i) != LUA_TTABLE) raise(L, "each case is a table with named fields");
    keep_function(L);
  }
  add_cases(L, book_of(L), first, size);
  return 0;
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

constexpr std::array<luaL_Reg, 16> words = {{{"describe", describe},
                                             {"context", describe},
                                             {"it", it},
                                             {"pending", pending},
                                             {"cases", cases},
                                             {"property", property},
                                             {"setup", setup},
                                             {"teardown", teardown},
                                             {"before_each", before_each},
                                             {"after_each", after_each},
                                             {"given_customers", given_customers_word},
                                             {"map", map_word},
                                             {"offer", offer_word},
                                             {"documents", documents_word},
                                             {"records", records_word},
                                             {"snapshot", snapshot_word}}};

// Words of testing.lua.
constexpr std::array builders = {"order", "line", "item"};

// The words of C++: the book is at 1.
int install_words(lua_State* L) {
  install_test_records(L);
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
  lua_getfield(L, 2, "snapshot");
  lua_setfield(L, -2, "snapshot");
  lua_createtable(L, 0, 1);
  lua_getfield(L, 2, "assert");
  lua_pushcclosure(L, call_assert, 1);
  lua_setfield(L, -2, "__call");
  lua_setmetatable(L, -2);
  lua_setfield(L, 2, "assert");
  for (const char* name : builders) {
    lua_getfield(L, 1, name);
    lua_setfield(L, 2, name);
  }
  return 0;
}

}  // namespace

std::vector<std::string_view> test_word_names() {
  std::vector<std::string_view> names(builders.begin(), builders.end());
  for (const auto& word : words) names.emplace_back(word.name);
  return names;
}

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
