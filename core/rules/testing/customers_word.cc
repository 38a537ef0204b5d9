#include "rules/testing/customers_word.h"

#include <array>
#include <utility>

#include "rules/language/suggestion.h"
#include "rules/testing/test_words.h"

namespace crosswalk::rules {
namespace {

constexpr std::array texts = {
    std::pair<std::string_view, std::string LedgerCustomer::*>{"code", &LedgerCustomer::code},
    std::pair<std::string_view, std::string LedgerCustomer::*>{"name", &LedgerCustomer::name},
    std::pair<std::string_view, std::string LedgerCustomer::*>{"email", &LedgerCustomer::email},
    std::pair<std::string_view, std::string LedgerCustomer::*>{"external_id", &LedgerCustomer::external_id}};

bool refuse(lua_State* L, std::string message) {
  host_of(L).message = std::move(message);
  return false;
}

// The field's name at -2, its value at -1.
bool read_field(lua_State* L, LedgerCustomer& customer) {
  const std::string_view name = is_text(L, -2) ? text_at(L, -2) : std::string_view("?");
  if (name == "active") {
    if (!lua_isboolean(L, -1)) return refuse(L, "a customer's active is true or false");
    customer.active = lua_toboolean(L, -1) != 0;
    return true;
  }
  for (const auto& [known, member] : texts) {
    if (known != name) continue;
    if (!is_text(L, -1)) return refuse(L, "a customer's " + std::string(name) + " is a text");
    customer.*member = text_at(L, -1);
    return true;
  }
  constexpr std::array<std::string_view, 5> known = {"code", "name", "email", "external_id", "active"};
  return refuse(L, "a customer has no " + std::string(name) + suggestion(name, known));
}

// The list is at 1. Does not raise.
bool give(lua_State* L, TestBook& book) {
  std::vector<LedgerCustomer> list;
  const auto size = static_cast<lua_Integer>(lua_rawlen(L, 1));
  for (lua_Integer i = 1; i <= size; ++i) {
    if (lua_rawgeti(L, 1, i) != LUA_TTABLE)
      return refuse(L, "each customer is a table, like { code = \"ACME\", name = \"Acme Inc\" }");
    LedgerCustomer& customer = list.emplace_back();
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) {
      if (!read_field(L, customer)) return false;
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
  }
  auto customers = Customers::of(std::move(list));
  if (!customers) return refuse(L, customers.error().message);
  book.mapper.use_customers(std::make_shared<const Customers>(std::move(*customers)));
  return true;
}

}  // namespace

int given_customers_word(lua_State* L) {
  if (!lua_istable(L, 1)) raise(L, "given_customers needs a list, like { { code = \"ACME\" } }");
  lua_settop(L, 1);
  luaL_checkstack(L, 10, nullptr);
  if (!give(L, book_of(L))) raise(L);
  return 0;
}

}  // namespace crosswalk::rules
