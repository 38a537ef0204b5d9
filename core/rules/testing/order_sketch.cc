#include "rules/testing/order_sketch.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <lua.hpp>

namespace crosswalk::rules {
namespace {

constexpr std::array<std::string_view, 2> groups = {"buyer.", "ship_to."};
constexpr std::size_t widest = 100;

void append_quoted(std::string_view text, std::string& out) {
  constexpr std::string_view digits = "0123456789";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.append("\\").append(1, c);
    } else if (byte < 0x20) {
      out.append("\\").append({digits[byte / 100], digits[byte / 10 % 10], digits[byte % 10]});
    } else {
      out += c;
    }
  }
  out += '"';
}

bool is_whole(const std::string& number) {
  return number.find('.') == std::string::npos;
}

void append_value(const Literal& value, std::string& out) {
  if (value.kind == Literal::Kind::flag || (value.kind == Literal::Kind::number && is_whole(value.text)))
    out += value.text;
  else
    append_quoted(value.text, out);
}

// The fields below `group` ("" : those of no group) as "a = 1, b = 2".
std::string fields_text(const OrderSketch::Fields& fields, std::string_view group) {
  std::string text;
  for (const auto& [name, value] : fields) {
    const bool nested = name.find('.') != std::string::npos;
    if (group.empty() ? nested : !name.starts_with(group)) continue;
    text.append(text.empty() ? "" : ", ").append(name, group.size()).append(" = ");
    append_value(value, text);
  }
  return text;
}

std::string braced(std::string_view word, const std::string& inside) {
  std::string text(word);
  return inside.empty() ? text + "{}" : text + "{ " + inside + " }";
}

void push_value(lua_State* L, const Literal& value) {
  if (value.kind == Literal::Kind::flag)
    lua_pushboolean(L, value.text == "true" ? 1 : 0);
  else if (value.kind == Literal::Kind::number && is_whole(value.text))
    lua_pushinteger(L, std::strtoll(value.text.c_str(), nullptr, 10));
  else
    lua_pushlstring(L, value.text.data(), value.text.size());
}

// Into the table on top.
void push_fields(lua_State* L, const OrderSketch::Fields& fields, std::string_view group) {
  for (const auto& [name, value] : fields) {
    const bool nested = name.find('.') != std::string::npos;
    if (group.empty() ? nested : !name.starts_with(group)) continue;
    push_value(L, value);
    lua_setfield(L, -2, name.c_str() + group.size());
  }
}

bool has_group(const OrderSketch::Fields& fields, std::string_view group) {
  return std::any_of(fields.begin(), fields.end(),
                     [&](const auto& field) { return field.first.starts_with(group); });
}

}  // namespace

void set_field(OrderSketch::Fields& fields, std::string_view name, Literal value) {
  for (auto& [known, old] : fields)
    if (known == name) {
      old = std::move(value);
      return;
    }
  fields.emplace_back(name, std::move(value));
}

const Literal* field_of(const OrderSketch::Fields& fields, std::string_view name) {
  for (const auto& [known, value] : fields)
    if (known == name) return &value;
  return nullptr;
}

std::string text_of(const OrderSketch& order) {
  std::vector<std::string> parts;
  if (std::string own = fields_text(order.record, ""); !own.empty()) parts.push_back(std::move(own));
  for (const auto group : groups)
    if (has_group(order.record, group))
      parts.push_back(
          braced(std::string(group.substr(0, group.size() - 1)) + " = ", fields_text(order.record, group)));
  std::vector<std::string> lines;
  std::size_t width = 0;
  for (const auto& line : order.lines) {
    lines.push_back(braced("line ", fields_text(line, "")));
    width += lines.back().size() + 2;
  }
  const bool wide = width > widest || lines.size() > 1;
  std::string list;
  for (const auto& line : lines)
    list.append(wide           ? "\n    "
                : list.empty() ? ""
                               : " ")
        .append(line)
        .append(wide || lines.size() > 1 ? "," : "");
  parts.push_back(wide ? "lines = {" + list + "\n  }" : braced("lines = ", list));
  std::string text = "order {";
  for (const auto& part : parts)
    text.append(wide ? "\n  " : " ").append(part).append(wide || &part != &parts.back() ? "," : "");
  return text + (wide ? "\n}" : " }");
}

void push_order(lua_State* L, const OrderSketch& order) {
  luaL_checkstack(L, 6, nullptr);
  lua_newtable(L);
  push_fields(L, order.record, "");
  for (const auto group : groups) {
    if (!has_group(order.record, group)) continue;
    lua_newtable(L);
    push_fields(L, order.record, group);
    lua_pushlstring(L, group.data(), group.size() - 1);
    lua_insert(L, -2);
    lua_rawset(L, -3);
  }
  lua_createtable(L, static_cast<int>(order.lines.size()), 0);
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    lua_newtable(L);
    push_fields(L, order.lines[i], "");
    lua_rawseti(L, -2, static_cast<lua_Integer>(i) + 1);
  }
  lua_setfield(L, -2, "lines");
}

}  // namespace crosswalk::rules
