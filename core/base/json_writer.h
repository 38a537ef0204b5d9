// JsonWriter: JSON appended to a text as it is said, without a tree in between; for the hot path. It puts the
// commas; the caller closes what it opens. Amounts are written as numbers in their own exact digits.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
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
  // A name that is known when compiling goes out in one piece, so it must need no escape.
  template <std::size_t size>
  JsonWriter& key(const char (&name)[size]) {
    append_key<0>(name);
    first_ = true;
    return *this;
  }
  JsonWriter& text(std::string_view value);
  JsonWriter& number(std::int64_t value);
  JsonWriter& number(Decimal value, int min_places = 0);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  // JSON that exists already, as it is.
  JsonWriter& raw(std::string_view json);

  JsonWriter& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  template <std::size_t size>
  JsonWriter& member(const char (&name)[size], std::string_view value) {
    append_key<1>(name);
    escaped(value);
    out_ += '"';
    first_ = false;
    return *this;
  }
  JsonWriter& member(std::string_view name, std::int64_t value) { return key(name).number(value); }

 private:
  JsonWriter& open(char bracket) {
    comma();
    out_ += bracket;
    first_ = true;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_ += bracket;
    first_ = false;
    return *this;
  }
  void comma() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void quoted(std::string_view value);
  void escaped(std::string_view value);
  // Comma, name and colon, and with `open_quotes` 1 the quote of the text that follows.
  template <std::size_t open_quotes, std::size_t size>
  void append_key(const char (&name)[size]) {
    std::array<char, size + 3 + open_quotes> piece;
    piece[0] = ',';
    piece[1] = '"';
    std::memcpy(piece.data() + 2, name, size - 1);
    piece[size + 1] = '"';
    piece[size + 2] = ':';
    if constexpr (open_quotes == 1) piece[size + 3] = '"';
    const std::size_t skip = first_ ? 1 : 0;
    out_.append(piece.data() + skip, piece.size() - skip);
  }

  std::string& out_;
  bool first_ = true;  // nothing stands yet where the next value goes
};

}  // namespace crosswalk
