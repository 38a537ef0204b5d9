#include "rules/testing/plain_value.h"

#include "rules/lua/frozen.h"
#include "rules/lua/host.h"
#include "rules/lua/number_box.h"

namespace crosswalk::rules {
namespace {

constexpr int deepest = 100;

bool refuse(lua_State* L, std::string message) {
  host_of(L).message = std::move(message);
  return false;
}

bool read(lua_State* L, RawValue& value, int depth);

bool read_table(lua_State* L, RawValue& value, int depth) {
  if (depth == 0 || lua_checkstack(L, 10) == 0)
    return refuse(L, "the table is nested too deeply, or stands within itself");
  push_contents(L, -1);
  const auto size = static_cast<lua_Integer>(lua_rawlen(L, -1));
  value.kind = size > 0 ? RawValue::Kind::array : RawValue::Kind::object;
  if (size > 0) value.items.resize(static_cast<std::size_t>(size));
  lua_pushnil(L);
  while (lua_next(L, -2) != 0) {
    RawValue* item = nullptr;
    if (size > 0) {
      const lua_Integer place = lua_isinteger(L, -2) != 0 ? lua_tointeger(L, -2) : 0;
      if (place < 1 || place > size)
        return refuse(L, "a table is either a list or has named entries, not both");
      item = &value.items[static_cast<std::size_t>(place - 1)];
    } else {
      if (!is_text(L, -2)) return refuse(L, "a table is either a list without gaps or has named entries");
      value.names.emplace_back(text_at(L, -2));
      item = &value.items.emplace_back();
    }
    if (!read(L, *item, depth - 1)) return false;
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return true;
}

bool read_box(lua_State* L, RawValue& value) {
  const Box* box = box_at(L, -1);
  if (box != nullptr && box->tag == Tag::null) return true;
  if (box != nullptr && box->tag == Tag::decimal) {
    value.kind = RawValue::Kind::number;
    value.number = Decimal::from_units(static_cast<const NumberBox*>(box)->units);
    return true;
  }
  if (box != nullptr && box->tag == Tag::money) {
    const auto* money = static_cast<const NumberBox*>(box);
    value.kind = RawValue::Kind::text;
    value.text = Money{Decimal::from_units(money->units), money->currency}.text();
    return true;
  }
  return refuse(L, std::string("a ") + lua_typename(L, lua_type(L, -1)) +
                       " is no plain value; texts, numbers, true, false and tables of them are");
}

bool read_number(lua_State* L, RawValue& value) {
  if (lua_isinteger(L, -1) == 0)
    return refuse(L, "a number with a fraction is not exact; write decimal \"0.15\" instead");
  const auto exact = Decimal::parse(std::to_string(lua_tointeger(L, -1)));
  if (!exact) return refuse(L, exact.error().message);
  value.kind = RawValue::Kind::number;
  value.number = *exact;
  return true;
}

// What is on top, which stays.
bool read(lua_State* L, RawValue& value, int depth) {
  switch (lua_type(L, -1)) {
    case LUA_TNIL:
      return true;
    case LUA_TSTRING:
      value.kind = RawValue::Kind::text;
      value.text = text_at(L, -1);
      return true;
    case LUA_TBOOLEAN:
      value.kind = RawValue::Kind::flag;
      value.flag = lua_toboolean(L, -1) != 0;
      return true;
    case LUA_TNUMBER:
      return read_number(L, value);
    case LUA_TTABLE:
      return read_table(L, value, depth);
    default:
      return read_box(L, value);
  }
}

}  // namespace

bool read_plain(lua_State* L, int index, RawValue& value) {
  value = {};
  const int top = lua_gettop(L);
  if (lua_checkstack(L, 4) == 0) return refuse(L, "there is no room for the value");
  lua_pushvalue(L, index);
  const bool good = read(L, value, deepest);
  lua_settop(L, top);
  return good;
}

void push_plain(lua_State* L, const RawValue& value) {
  luaL_checkstack(L, 4, nullptr);
  switch (value.kind) {
    case RawValue::Kind::null:
      push_box<Box>(L, Tag::null);
      return;
    case RawValue::Kind::flag:
      lua_pushboolean(L, value.flag ? 1 : 0);
      return;
    case RawValue::Kind::number:
      push_decimal(L, value.number);
      return;
    case RawValue::Kind::text:
      lua_pushlstring(L, value.text.data(), value.text.size());
      return;
    case RawValue::Kind::array:
    case RawValue::Kind::object:
      break;
  }
  lua_createtable(L, 0, 0);
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (value.kind == RawValue::Kind::object)
      lua_pushlstring(L, value.names[i].data(), value.names[i].size());
    else
      lua_pushinteger(L, static_cast<lua_Integer>(i) + 1);
    push_plain(L, value.items[i]);
    lua_rawset(L, -3);
  }
}

}  // namespace crosswalk::rules
