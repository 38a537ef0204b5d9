// RawValue: the record's own JSON as a tree for `record.raw`, numbers exact. Built only when a rule asks for
// it. Plain data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/result.h"

namespace crosswalk::rules {

struct RawValue {
  enum class Kind { null, flag, number, text, array, object };
  Kind kind = Kind::null;
  bool flag = false;
  Decimal number;
  std::string text;                // of text
  std::vector<RawValue> items;     // of array and object, in the order received
  std::vector<std::string> names;  // of object, one for each item

  // Null when there is none. Of several members with one name the last counts.
  const RawValue* member(std::string_view name) const;
};

Result<RawValue> read_raw(std::string_view json);

}  // namespace crosswalk::rules
