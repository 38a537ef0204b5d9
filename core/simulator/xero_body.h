// BodyValue: a request's JSON as it was written: a number keeps its own text and differs from a string that
// looks like one, a field is found without regard to case, null counts as absent. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"

namespace crosswalk::simulator::xero_sim {

struct BodyValue {
  enum class Kind { null, boolean, number, text, array, object };
  Kind kind = Kind::null;
  bool flag = false;
  std::string text;                // a string's characters, or a number's own text
  std::vector<std::string> names;  // an object's field names, one for each of `items`
  std::vector<BodyValue> items;    // an array's elements or an object's values

  // The field of an object; nothing when it is absent or null.
  const BodyValue* find(std::string_view name) const;
  bool has(std::string_view name) const { return find(name) != nullptr; }
  // A text or number field's text; "" when there is none.
  std::string text_of(std::string_view name) const;
  std::optional<bool> flag_of(std::string_view name) const;
};

// Nesting is bounded at 32 levels. The error says what is wrong, in the words of a parser.
Result<BodyValue> read_body(std::string_view json);

// A date as Xero takes it: "2026-01-31", "2026-01-31T10:00:00" (that day), with an offset (the UTC day, which
// may be the day before), "/Date(ms)/".
Result<Date> read_date(std::string_view text);

}  // namespace crosswalk::simulator::xero_sim
