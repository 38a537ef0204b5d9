// Small steps over simdjson's On-Demand values that both the page splitter and the order reader take. For .cc
// files only. Every function returns simdjson's error code; a callback does as well and ends the walk with
// it.
#pragma once

#include <cstring>
#include <string_view>

#include "base/json_scan.h"

namespace crosswalk::walmart {

// What kind of value comes: '{', '[', '"', 'n', 't', 'f', a digit or '-'.
inline char first_of(scan::value& value) {
  const std::string_view token = value.raw_json_token();
  return token.empty() ? '\0' : token.front();
}

// Calls `each(key, value)` for every field. Keys are compared as they are written, without unescaping.
template <class Each>
simdjson::error_code each_field(scan::object& object, Each&& each) {
  for (auto item : object) {
    scan::field field;
    if (const auto error = std::move(item).get(field)) return error;
    const char* name = field.key().raw();
    const auto* end = static_cast<const char*>(std::memchr(name, '"', 1024));
    const std::string_view key(name, end == nullptr ? 0 : static_cast<std::size_t>(end - name));
    scan::value value = field.value();
    if (const auto error = each(key, value)) return error;
  }
  return simdjson::SUCCESS;
}

template <class Each>
simdjson::error_code each_field(scan::value& value, Each&& each) {
  scan::object object;
  if (const auto error = value.get_object().get(object)) return error;
  return each_field(object, each);
}

// An array's elements, or the one element that older replies send without the array; null is none.
template <class Each>
simdjson::error_code each_of(scan::value& value, Each&& each) {
  const char first = first_of(value);
  if (first == 'n') return simdjson::SUCCESS;
  if (first != '[') return each(value);
  scan::array array;
  if (const auto error = value.get_array().get(array)) return error;
  for (auto item : array) {
    scan::value element;
    if (const auto error = std::move(item).get(element)) return error;
    if (const auto error = each(element)) return error;
  }
  return simdjson::SUCCESS;
}

// The same for an object that may be absent, which Walmart writes as null or as an empty list.
template <class Each>
simdjson::error_code each_field_or_none(scan::value& value, Each&& each) {
  if (first_of(value) == '{') return each_field(value, each);
  return each_of(value, [&](scan::value& element) { return each_field(element, each); });
}

// A text without its escapes, a number's or boolean's own letters, "" for null.
inline simdjson::error_code scalar_of(scan::value& value, std::string_view& out) {
  switch (first_of(value)) {
    case '"':
      return value.get_string().get(out);
    case 'n':
      out = {};
      return simdjson::SUCCESS;
    case '{':
    case '[':
      return simdjson::INCORRECT_TYPE;
    default:
      out = trimmed_token(value.raw_json_token());
      return simdjson::SUCCESS;
  }
}

}  // namespace crosswalk::walmart
