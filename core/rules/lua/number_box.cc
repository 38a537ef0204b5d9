#include "rules/lua/number_box.h"

#include <array>
#include <cstring>
#include <limits>

#include "rules/lua/host.h"

namespace crosswalk::rules {
namespace {

struct Operand {
  Decimal value;
  Currency currency;  // empty: a plain number
};

bool refuse(lua_State* L, std::string_view what) {
  host_of(L).message.assign(what);
  return false;
}

// A whole number, a decimal or money. Does not raise.
bool read_operand(lua_State* L, int index, Operand& operand) {
  if (lua_isinteger(L, index) != 0) {
    const lua_Integer whole = lua_tointeger(L, index);
    constexpr lua_Integer most = std::numeric_limits<std::int64_t>::max() / Decimal::one;
    if (whole > most || whole < -most) return refuse(L, "the number is too large to calculate with");
    operand = {Decimal::from_units(whole * Decimal::one), {}};
    return true;
  }
  const Box* box = box_at(L, index);
  if (box != nullptr && (box->tag == Tag::decimal || box->tag == Tag::money)) {
    const auto* number = static_cast<const NumberBox*>(box);
    operand = {Decimal::from_units(number->units), number->currency};
    return true;
  }
  if (lua_type(L, index) == LUA_TNUMBER)
    return refuse(L, "a number with a fraction is not exact; write decimal \"0.15\" instead");
  return refuse(L, std::string("amounts are calculated with amounts and numbers, not with a ") +
                       lua_typename(L, lua_type(L, index)));
}

bool read_operands(lua_State* L, Operand& a, Operand& b) {
  return read_operand(L, 1, a) && read_operand(L, 2, b);
}

bool same_currency(lua_State* L, const Operand& a, const Operand& b) {
  if (a.currency == b.currency) return true;
  const auto name = [](Currency currency) {
    return currency.empty() ? std::string("a plain number") : std::string(currency.code());
  };
  return refuse(L,
                name(a.currency) + " and " + name(b.currency) + " cannot be added, subtracted or compared");
}

bool take(lua_State* L, const Result<Decimal>& result, Operand& out) {
  if (!result) return refuse(L, result.error().message);
  out.value = *result;
  return true;
}

bool calculate(lua_State* L, char operation, Operand& out) {
  Operand a;
  Operand b;
  if (!read_operands(L, a, b)) return false;
  if (operation == '*') {
    if (!a.currency.empty() && !b.currency.empty()) return refuse(L, "money cannot be multiplied by money");
    out.currency = a.currency.empty() ? b.currency : a.currency;
    return take(L, multiply(a.value, b.value), out);
  }
  if (!same_currency(L, a, b)) return false;
  out.currency = a.currency;
  return take(L, operation == '+' ? add(a.value, b.value) : subtract(a.value, b.value), out);
}

void push_operand(lua_State* L, const Operand& operand) {
  if (operand.currency.empty())
    push_decimal(L, operand.value);
  else
    push_money(L, {operand.value, operand.currency});
}

template <char operation>
int arithmetic(lua_State* L) {
  Operand out;
  if (!calculate(L, operation, out)) raise(L);
  push_operand(L, out);
  return 1;
}

int negate(lua_State* L) {
  Operand a;
  if (!read_operand(L, 1, a)) raise(L);
  a.value = a.value.negated();
  push_operand(L, a);
  return 1;
}

// Money may be compared with a plain number: with its amount, whatever the currency.
bool comparable(lua_State* L, Operand& a, Operand& b) {
  if (!read_operands(L, a, b)) return false;
  return a.currency.empty() || b.currency.empty() || same_currency(L, a, b);
}

int less(lua_State* L) {
  Operand a;
  Operand b;
  if (!comparable(L, a, b)) raise(L);
  lua_pushboolean(L, a.value < b.value ? 1 : 0);
  return 1;
}

int less_or_equal(lua_State* L) {
  Operand a;
  Operand b;
  if (!comparable(L, a, b)) raise(L);
  lua_pushboolean(L, a.value <= b.value ? 1 : 0);
  return 1;
}

int equal(lua_State* L) {
  const auto* a = static_cast<const NumberBox*>(lua_touserdata(L, 1));
  const auto* b = static_cast<const NumberBox*>(lua_touserdata(L, 2));
  lua_pushboolean(L, a->tag == b->tag && a->units == b->units && a->currency == b->currency ? 1 : 0);
  return 1;
}

std::size_t write_text(const NumberBox& number, std::array<char, 48>& buffer) {
  const Decimal value = Decimal::from_units(number.units);
  const std::string text = number.tag == Tag::money ? Money{value, number.currency}.text() : value.text();
  std::memcpy(buffer.data(), text.data(), text.size());
  return text.size();
}

int to_text(lua_State* L) {
  std::array<char, 48> buffer;
  const std::size_t size = write_text(*static_cast<const NumberBox*>(lua_touserdata(L, 1)), buffer);
  lua_pushlstring(L, buffer.data(), size);
  return 1;
}

int money_index(lua_State* L) {
  const auto* money = static_cast<const NumberBox*>(lua_touserdata(L, 1));
  const std::string_view name = is_text(L, 2) ? text_at(L, 2) : std::string_view();
  if (name == "amount")
    push_decimal(L, Decimal::from_units(money->units));
  else if (name == "currency")
    lua_pushlstring(L, money->currency.code().data(), money->currency.code().size());
  else
    raise(L, "money has an amount and a currency, and nothing else");
  return 1;
}

int decimal_index(lua_State* L) {
  raise(L, "a decimal has no fields");
}

int refuse_write(lua_State* L) {
  raise(L, "an amount cannot be changed; amounts come from the market, rules only say where they go");
}

bool parse(lua_State* L, Operand& out, bool with_currency) {
  if (is_text(L, 1)) {
    const auto value = Decimal::parse(text_at(L, 1));
    if (!value) return refuse(L, value.error().message);
    out.value = *value;
  } else if (!read_operand(L, 1, out)) {
    return false;
  } else if (!out.currency.empty()) {
    return refuse(L, "money is no plain number; take its .amount");
  }
  if (!with_currency) return true;
  const auto currency = Currency::parse(is_text(L, 2) ? text_at(L, 2) : std::string_view());
  if (!currency) return refuse(L, "money needs a currency, like money(\"24.99\", \"USD\")");
  out.currency = *currency;
  return true;
}

template <bool with_currency>
int make(lua_State* L) {
  Operand out;
  if (!parse(L, out, with_currency)) raise(L);
  push_operand(L, out);
  return 1;
}

void set_methods(lua_State* L, Tag tag, lua_CFunction index) {
  const std::array<luaL_Reg, 9> methods = {{{"__add", arithmetic<'+'>},
                                            {"__sub", arithmetic<'-'>},
                                            {"__mul", arithmetic<'*'>},
                                            {"__unm", negate},
                                            {"__lt", less},
                                            {"__le", less_or_equal},
                                            {"__eq", equal},
                                            {"__tostring", to_text},
                                            {"__newindex", refuse_write}}};
  lua_createtable(L, 0, 12);
  for (const auto& method : methods) {
    lua_pushcfunction(L, method.func);
    lua_setfield(L, -2, method.name);
  }
  lua_pushcfunction(L, index);
  lua_setfield(L, -2, "__index");
  set_metatable_of(L, tag);
}

}  // namespace

void push_decimal(lua_State* L, Decimal value) {
  if (value.units() % Decimal::one == 0) {
    lua_pushinteger(L, value.units() / Decimal::one);
    return;
  }
  NumberBox* box = push_box<NumberBox>(L, Tag::decimal);
  box->units = value.units();
  box->currency = {};
}

void push_money(lua_State* L, const Money& value) {
  NumberBox* box = push_box<NumberBox>(L, Tag::money);
  box->units = value.amount.units();
  box->currency = value.currency;
}

void install_numbers(lua_State* L) {
  set_methods(L, Tag::decimal, decimal_index);
  set_methods(L, Tag::money, money_index);
  lua_pushcfunction(L, make<false>);
  lua_setfield(L, -2, "decimal");
  lua_pushcfunction(L, make<true>);
  lua_setfield(L, -2, "money");
}

}  // namespace crosswalk::rules
