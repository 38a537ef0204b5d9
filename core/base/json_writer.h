// JsonWriter: JSON appended to a text as it is said, without a tree in between; for the hot path. It puts the
// commas; the caller closes what it opens. Amounts are written as numbers in their own exact digits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace crosswalk {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& open_object() { return open('{'); }
  JsonWriter& close_object() { return close('}'); }
  JsonWriter& open_array() { return open('['); }
  JsonWriter& close_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  JsonWriter& number(std::int64_t value);
  JsonWriter& number(Decimal value, int min_places = 0);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  // JSON that exists already, as it is.
  JsonWriter& raw(std::string_view json);

  JsonWriter& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonWriter& member(std::string_view name, std::int64_t value) { return key(name).number(value); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void comma();
  void quoted(std::string_view value);

  std::string& out_;
  bool first_ = true;  // nothing stands yet where the next value goes
};

}  // namespace crosswalk
