// OrderSketch: an order of a property test: the fields that differ from the sensible order, as data, so that
// it can be made smaller, handed to Lua as the table that `order { … }` makes, and printed as such. Plain
// data.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/language/drafts.h"

struct lua_State;

namespace crosswalk::rules {

struct OrderSketch {
  using Fields = std::vector<std::pair<std::string, Literal>>;  // "ship_to.state" and its value
  Fields record;
  std::vector<Fields> lines;
};

// Replaces the field's value, or adds it.
void set_field(OrderSketch::Fields& fields, std::string_view name, Literal value);
const Literal* field_of(const OrderSketch::Fields& fields, std::string_view name);

// As it can be pasted into a test.
std::string text_of(const OrderSketch& order);
// Pushes the table. `order` must live outside of the Lua call. May raise.
void push_order(lua_State* L, const OrderSketch& order);

}  // namespace crosswalk::rules
