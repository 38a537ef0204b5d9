// RawText: a JSON value as a person reads it: laid out over lines with its members in order of their names,
// and the places where two values differ. Pure.
#pragma once

#include <string>

#include "rules/lua/raw_value.h"

namespace crosswalk::rules {

// The same value gives the same text: members sorted, two blanks a level, a line break at the end.
std::string pretty(const RawValue& value);
// On one line.
std::string compact(const RawValue& value);
// Members in any order; an empty list equals an empty object, because Lua has one kind of table.
bool same(const RawValue& a, const RawValue& b);
// "documents[1].total: expected 24.99, got 25.00", one line a place; the first ten.
std::string differences(const RawValue& expected, const RawValue& got);

}  // namespace crosswalk::rules
