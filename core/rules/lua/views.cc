#include "rules/lua/views.h"

#include <array>
#include <cstring>

#include "rules/language/suggestion.h"
#include "rules/lua/host.h"
#include "rules/lua/number_box.h"

namespace crosswalk::rules {
namespace {

constexpr lua_Integer raw_mark = -1;

// In the table of a view's names, a field is its place in the schema; a group is its view; raw is `raw_mark`.
std::string_view prefix_of(Tag tag) {
  switch (tag) {
    case Tag::line:
      return "line.";
    case Tag::item:
      return "item.";
    case Tag::buyer:
      return "record.buyer.";
    case Tag::ship_to:
      return "record.ship_to.";
    default:
      return "record.";
  }
}

void no_such_field(lua_State* L, Tag tag, std::string_view name) {
  std::vector<std::string_view> known;
  for (const Field& field : schema()) known.push_back(field.path);
  const std::string path = std::string(prefix_of(tag)) + std::string(name);
  host_of(L).message = "there is no field " + path + suggestion(path, known);
}

std::size_t write_text(const FieldValue& value, std::array<char, 64>& buffer) {
  const std::string text = text_of(value);
  std::memcpy(buffer.data(), text.data(), std::min(text.size(), buffer.size()));
  return std::min(text.size(), buffer.size());
}

void push_value(lua_State* L, const FieldValue& value) {
  if (value.fault != nullptr) raise(L, value.fault);
  if (!value.present) {
    lua_pushnil(L);
    return;
  }
  switch (value.type) {
    case FieldType::text:
      lua_pushlstring(L, value.text.data(), value.text.size());
      break;
    case FieldType::number:
      push_decimal(L, Decimal::from_units(value.number));
      break;
    case FieldType::money:
      push_money(L, {Decimal::from_units(value.number), value.currency});
      break;
    case FieldType::flag:
      lua_pushboolean(L, value.number != 0 ? 1 : 0);
      break;
    case FieldType::date:
    case FieldType::instant: {
      std::array<char, 64> buffer;
      const std::size_t size = write_text(value, buffer);
      lua_pushlstring(L, buffer.data(), size);
    }
  }
}

bool is_shown(const Subject& subject, Tag tag) {
  if (tag == Tag::item) return subject.item != nullptr;
  return subject.record != nullptr && (tag != Tag::line || subject.line != nullptr);
}

// Upvalue 1: the names of this view.
int view_index(lua_State* L) {
  const Host& host = host_of(L);
  const Tag tag = static_cast<const Box*>(lua_touserdata(L, 1))->tag;
  if (!is_shown(host.subject, tag))
    raise(
        L,
        "this view is over: line, record and item may be read only while a question about them is answered");
  lua_pushvalue(L, 2);
  switch (lua_rawget(L, lua_upvalueindex(1))) {
    case LUA_TUSERDATA:
      return 1;
    case LUA_TNUMBER:
      break;
    default:
      no_such_field(L, tag, is_text(L, 2) ? text_at(L, 2) : std::string_view("?"));
      raise(L);
  }
  const lua_Integer place = lua_tointeger(L, -1);
  if (place == raw_mark) return push_raw(L);
  const Field& field = schema()[static_cast<std::size_t>(place)];
  push_value(L, value_of(field, host.subject));
  return 1;
}

int refuse_write(lua_State* L) {
  raise(L,
        "line, record and item are read-only: amounts and facts come from the market, rules only say where "
        "they go");
}

int refuse_length(lua_State* L) {
  raise(L, "line, record and item have fields, not a length");
}

// Makes the metatable of a view from the table of names on top; pops that.
void set_view(lua_State* L, Tag tag) {
  lua_createtable(L, 0, 4);
  lua_insert(L, -2);
  lua_pushcclosure(L, view_index, 1);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, refuse_write);
  lua_setfield(L, -2, "__newindex");
  lua_pushcfunction(L, refuse_length);
  lua_setfield(L, -2, "__len");
  set_metatable_of(L, tag);
}

// A table of the names directly under `prefix`.
void push_names(lua_State* L, std::string_view prefix) {
  lua_newtable(L);
  const auto fields = schema();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].path.starts_with(prefix)) continue;
    const std::string_view name = fields[i].path.substr(prefix.size());
    if (name.find('.') != std::string_view::npos) continue;
    lua_pushlstring(L, name.data(), name.size());
    lua_pushinteger(L, static_cast<lua_Integer>(i));
    lua_rawset(L, -3);
  }
}

}  // namespace

void install_views(lua_State* L) {
  for (const Tag tag : {Tag::line, Tag::buyer, Tag::ship_to, Tag::item}) {
    push_names(L, prefix_of(tag));
    set_view(L, tag);
  }
  push_names(L, prefix_of(Tag::record));
  push_box<Box>(L, Tag::buyer);
  lua_setfield(L, -2, "buyer");
  push_box<Box>(L, Tag::ship_to);
  lua_setfield(L, -2, "ship_to");
  lua_pushinteger(L, raw_mark);
  lua_setfield(L, -2, "raw");
  set_view(L, Tag::record);
  install_raw(L);
}

}  // namespace crosswalk::rules
