#include "rules/testing/order_table.h"

#include "model/schema.h"
#include "rules/lua/host.h"
#include "rules/testing/plain_value.h"
#include "rules/testing/raw_text.h"

namespace crosswalk::rules {
namespace {

bool refuse(lua_State* L, std::string message) {
  host_of(L).message = std::move(message);
  return false;
}

}  // namespace

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

namespace {

bool set(lua_State* L, Fixture& fixture, bool of_line, const std::string& name) {
  Literal value;
  if (!read_value(L, name, value)) return false;
  std::string flaw = of_line ? fixture.set_line(name, value) : fixture.set_record(name, value);
  return flaw.empty() || refuse(L, std::move(flaw));
}

// The record's own JSON, written as a table.
bool set_raw(lua_State* L, Fixture& fixture) {
  RawValue tree;
  if (!read_plain(L, -1, tree)) return refuse(L, std::string("raw: ").append(host_of(L).message));
  std::string flaw = fixture.set_record("raw", {Literal::Kind::text, compact(tree)});
  return flaw.empty() || refuse(L, std::move(flaw));
}

bool read_fields(lua_State* L, Fixture& fixture, bool of_line, std::string_view prefix);

// The field called `name` stands on top. A table under "buyer" or "ship_to" holds the fields below that.
bool read_field(lua_State* L, Fixture& fixture, bool of_line, const std::string& name) {
  if (of_line || !lua_istable(L, -1)) return set(L, fixture, of_line, name);
  if (name == "lines") return true;
  if (name == "raw") return set_raw(L, fixture);
  if (name == "buyer") return read_fields(L, fixture, false, "buyer.");
  if (name == "ship_to") return read_fields(L, fixture, false, "ship_to.");
  // A mistyped name is the likelier mistake.
  if (find_field("record." + name) == nullptr) return refuse(L, fixture.set_record(name, Literal()));
  std::string& message = host_of(L).message;
  message = name;
  message += " cannot be a table";
  return false;
}

// The fields of the table on top, which stays.
bool read_fields(lua_State* L, Fixture& fixture, bool of_line, std::string_view prefix) {
  if (lua_checkstack(L, 6) == 0) return refuse(L, "there is no room for the order");
  lua_pushnil(L);
  while (lua_next(L, -2) != 0) {
    if (!is_text(L, -2)) return refuse(L, "an order and its lines have named fields only");
    if (!read_field(L, fixture, of_line, std::string(prefix).append(text_at(L, -2)))) return false;
    lua_pop(L, 1);
  }
  return true;
}

}  // namespace

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

}  // namespace crosswalk::rules
