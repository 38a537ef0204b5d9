#include "base/json_writer.h"

#include <array>
#include <charconv>
#include <cstring>

namespace crosswalk {
namespace {

// How many bytes in front need no escape. Eight at a time: a byte of `word` that is below 0x20, a quote or a
// backslash leaves its high bit in `special`, and bits above the lowest such byte may be wrong.
std::size_t clean_length(std::string_view value) {
  constexpr std::uint64_t each = 0x0101'0101'0101'0101;
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= value.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, value.data() + at, sizeof word);
    const std::uint64_t quote = word ^ each * '"';
    const std::uint64_t backslash = word ^ each * '\\';
    const std::uint64_t special =
        ((word - each * 0x20) & ~word) | ((quote - each) & ~quote) | ((backslash - each) & ~backslash);
    if ((special & each * 0x80) != 0) break;
  }
  for (; at < value.size(); ++at) {
    const auto c = static_cast<unsigned char>(value[at]);
    if (c < 0x20 || c == '"' || c == '\\') break;
  }
  return at;
}

}  // namespace

JsonWriter& JsonWriter::key(std::string_view name) {
  comma();
  quoted(name);
  out_ += ':';
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  comma();
  quoted(value);
  return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
  comma();
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out_.append(digits.data(), end);
  return *this;
}

JsonWriter& JsonWriter::number(Decimal value, int min_places) {
  comma();
  Decimal::Digits digits;
  out_ += value.text_in(digits, min_places);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  comma();
  out_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  comma();
  out_ += "null";
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  comma();
  out_ += json;
  return *this;
}

void JsonWriter::quoted(std::string_view value) {
  out_ += '"';
  escaped(value);
  out_ += '"';
}

void JsonWriter::escaped(std::string_view value) {
  static constexpr std::string_view hex = "0123456789abcdef";
  for (std::size_t clean = clean_length(value); clean < value.size(); clean = clean_length(value)) {
    const auto c = static_cast<unsigned char>(value[clean]);
    out_.append(value.substr(0, clean));
    value.remove_prefix(clean + 1);
    switch (c) {
      case '"':
        out_ += "\\\"";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\t':
        out_ += "\\t";
        break;
      case '\r':
        out_ += "\\r";
        break;
      default:
        out_ += "\\u00";
        out_ += hex[c >> 4];
        out_ += hex[c & 15];
    }
  }
  out_.append(value);
}

}  // namespace crosswalk
