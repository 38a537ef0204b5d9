// `record.raw`: lenient access to the record's own JSON. Missing is nil, JSON's null is `null`, fractions are
// exact.
#include <new>

#include "rules/lua/host.h"
#include "rules/lua/number_box.h"
#include "rules/lua/views.h"

namespace crosswalk::rules {
namespace {

// Work is counted in steps: a step for so many bytes of JSON.
constexpr std::size_t bytes_a_step = 16;

bool read(Host& host) {
  if (host.raw != nullptr && host.raw_serial == host.serial) return true;
  try {
    auto value = read_raw(host.subject.record->facts.raw);
    if (!value) {
      host.message = value.error().message;
      return false;
    }
    host.raw = std::make_unique<RawValue>(std::move(*value));
    host.raw_serial = host.serial;
    return true;
  } catch (const std::bad_alloc&) {
    host.message = "there is no memory to read record.raw";
    return false;
  }
}

void push(lua_State* L, const RawValue* value) {
  if (value == nullptr) {
    lua_pushnil(L);
    return;
  }
  switch (value->kind) {
    case RawValue::Kind::null:
      push_box<Box>(L, Tag::null);
      break;
    case RawValue::Kind::flag:
      lua_pushboolean(L, value->flag ? 1 : 0);
      break;
    case RawValue::Kind::number:
      push_decimal(L, value->number);
      break;
    case RawValue::Kind::text:
      lua_pushlstring(L, value->text.data(), value->text.size());
      break;
    case RawValue::Kind::array:
    case RawValue::Kind::object: {
      RawBox* box = push_box<RawBox>(L, Tag::raw);
      box->value = value;
      box->serial = host_of(L).serial;
    }
  }
}

const RawValue& checked(lua_State* L) {
  const auto* box = static_cast<const RawBox*>(lua_touserdata(L, 1));
  const Host& host = host_of(L);
  if (host.subject.record == nullptr || box->serial != host.serial)
    raise(L, "this part of record.raw belongs to a record that is over");
  return *box->value;
}

int raw_index(lua_State* L) {
  const RawValue& value = checked(L);
  const RawValue* found = nullptr;
  if (is_text(L, 2)) {
    charge(L, static_cast<lua_Integer>(value.names.size() / 4));
    found = value.member(text_at(L, 2));
  } else if (value.kind == RawValue::Kind::array && lua_isinteger(L, 2) != 0) {
    const lua_Integer place = lua_tointeger(L, 2);
    if (place >= 1 && static_cast<lua_Unsigned>(place) <= value.items.size())
      found = &value.items[static_cast<std::size_t>(place) - 1];
  }
  push(L, found);
  return 1;
}

int raw_length(lua_State* L) {
  const RawValue& value = checked(L);
  lua_pushinteger(L, value.kind == RawValue::Kind::array ? static_cast<lua_Integer>(value.items.size()) : 0);
  return 1;
}

int refuse_write(lua_State* L) {
  raise(L, "record.raw is read-only: it is the record as received");
}

// `null` is one value however it is reached.
int null_equal(lua_State* L) {
  const Box* a = box_at(L, 1);
  const Box* b = box_at(L, 2);
  lua_pushboolean(L, a != nullptr && b != nullptr && a->tag == Tag::null && b->tag == Tag::null ? 1 : 0);
  return 1;
}

}  // namespace

int push_raw(lua_State* L) {
  Host& host = host_of(L);
  charge(L, static_cast<lua_Integer>(host.subject.record->facts.raw.size() / bytes_a_step));
  if (!read(host)) raise(L);
  push(L, host.raw.get());
  return 1;
}

void install_raw(lua_State* L) {
  lua_createtable(L, 0, 4);
  lua_pushcfunction(L, raw_index);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, raw_length);
  lua_setfield(L, -2, "__len");
  lua_pushcfunction(L, refuse_write);
  lua_setfield(L, -2, "__newindex");
  set_metatable_of(L, Tag::raw);

  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, null_equal);
  lua_setfield(L, -2, "__eq");
  set_metatable_of(L, Tag::null);
}

}  // namespace crosswalk::rules
