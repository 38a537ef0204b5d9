#include "rules/lua/customer_box.h"

#include <array>

#include "rules/language/suggestion.h"

namespace crosswalk::rules {
namespace {

using Key = Customers::Key;

constexpr std::array fields = {std::string_view("code"), std::string_view("name"), std::string_view("email"),
                               std::string_view("external_id"), std::string_view("active")};
// A look-up halves the list some seventeen times.
constexpr lua_Integer look_up_steps = 20;

// What is shared by two customers is not said: it may be the buyer's personal data.
const char* shared_thing(Key key) {
  switch (key) {
    case Key::name:
      return "name";
    case Key::email:
      return "e-mail address";
    case Key::external_id:
      return "external id";
    case Key::code:
      break;
  }
  return "code";
}

bool may_ask(lua_State* L) {
  Host& host = host_of(L);
  if (host.loading || host.subject.record == nullptr || host.subject.line != nullptr) {
    host.message =
        "customers are asked in contact.lua, reference.lua and hold.lua, by a function that answers about a "
        "record";
    return false;
  }
  if (host.customers != nullptr) return true;
  host.message =
      "the ledger's customers are not known: name where they are read under the ledger's customers in "
      "crosswalk.yaml, run crosswalk check, then replay the record";
  return false;
}

// False: host.message says why not. Does not raise.
bool look_up(lua_State* L, Key key, Customers::Found& found) {
  if (!may_ask(L)) return false;
  Host& host = host_of(L);
  host.asked_customers = true;
  found = host.customers->find(key, text_at(L, 2));
  if (found.count < 2) return true;
  host.message = "the ledger has " + std::to_string(found.count) + " customers with that " +
                 shared_thing(key) + ", " + std::string(host.customers->at(found.first).code) + " and " +
                 std::string(host.customers->at(found.second).code) +
                 " among them; ask by_code for the one that is meant";
  return false;
}

template <Key key>
int by(lua_State* L) {
  if (box_at<Box>(L, 1, Tag::customers) == nullptr) raise(L, "write a colon: customers:by_code(\"ACME\")");
  if (lua_isnoneornil(L, 2)) {
    lua_pushnil(L);
    return 1;
  }
  if (!is_text(L, 2)) raise(L, "customers are looked up by a text");
  charge(L, look_up_steps + static_cast<lua_Integer>(lua_rawlen(L, 2) / 16));
  Customers::Found found;
  if (!look_up(L, key, found)) raise(L);
  if (found.count == 0) {
    lua_pushnil(L);
    return 1;
  }
  auto* box = push_box<CustomerBox>(L, Tag::customer);
  box->number = found.first;
  box->serial = host_of(L).serial;
  return 1;
}

void no_such_field(lua_State* L, std::string_view name) {
  host_of(L).message = "a customer has no " + std::string(name) + suggestion(name, fields);
}

void push_text(lua_State* L, std::string_view text) {
  if (text.empty())
    lua_pushnil(L);
  else
    lua_pushlstring(L, text.data(), text.size());
}

int customer_index(lua_State* L) {
  const auto* box = static_cast<const CustomerBox*>(lua_touserdata(L, 1));
  const Host& host = host_of(L);
  if (host.customers == nullptr || box->serial != host.serial)
    raise(L, "this customer was looked up for a record that is over");
  const Customers::View customer = host.customers->at(box->number);
  const std::string_view name = is_text(L, 2) ? text_at(L, 2) : std::string_view("such thing");
  if (name == "active") {
    lua_pushboolean(L, customer.active ? 1 : 0);
    return 1;
  }
  if (name == "code")
    push_text(L, customer.code);
  else if (name == "name")
    push_text(L, customer.name);
  else if (name == "email")
    push_text(L, customer.email);
  else if (name == "external_id")
    push_text(L, customer.external_id);
  else {
    no_such_field(L, name);
    raise(L);
  }
  return 1;
}

int refuse_write(lua_State* L) {
  raise(L, "the ledger's customers cannot be changed by rules");
}

}  // namespace

std::string_view code_of(const Host& host, const CustomerBox& box) {
  if (host.customers == nullptr || box.serial != host.serial) return {};
  return host.customers->at(box.number).code;
}

void install_customers(lua_State* L) {
  constexpr std::array<luaL_Reg, 4> words = {{{"by_code", by<Key::code>},
                                              {"by_name", by<Key::name>},
                                              {"by_email", by<Key::email>},
                                              {"by_external_id", by<Key::external_id>}}};
  lua_createtable(L, 0, 2);
  lua_createtable(L, 0, static_cast<int>(words.size()));
  for (const auto& word : words) {
    lua_pushcfunction(L, word.func);
    lua_setfield(L, -2, word.name);
  }
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, refuse_write);
  lua_setfield(L, -2, "__newindex");
  set_metatable_of(L, Tag::customers);

  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, customer_index);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, refuse_write);
  lua_setfield(L, -2, "__newindex");
  set_metatable_of(L, Tag::customer);

  push_box<Box>(L, Tag::customers);
  lua_setfield(L, -2, "customers");
}

}  // namespace crosswalk::rules
