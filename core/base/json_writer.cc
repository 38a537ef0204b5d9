#include "base/json_writer.h"

#include <array>
#include <charconv>

namespace crosswalk {
namespace {

constexpr std::uint64_t each = 0x0101'0101'0101'0101;
constexpr std::uint64_t high = each * 0x80;

// The high bits of bytes that are zero; bits above the lowest such byte may be wrong.
constexpr std::uint64_t zeros(std::uint64_t word) {
  return (word - each) & ~word & high;
}

// True: one of the eight bytes needs an escape.
constexpr bool has_special(std::uint64_t word) {
  return (((word - each * 0x20) & ~word & high) | zeros(word ^ each * '"') | zeros(word ^ each * '\\')) != 0;
}

// How many bytes in front need no escape.
std::size_t clean_length(std::string_view value) {
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= value.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, value.data() + at, sizeof word);
    if (has_special(word)) break;
  }
  for (; at < value.size(); ++at) {
    const auto c = static_cast<unsigned char>(value[at]);
    if (c < 0x20 || c == '"' || c == '\\') break;
  }
  return at;
}

}  // namespace

void JsonWriter::comma() {
  if (!first_) out_ += ',';
  first_ = false;
}

JsonWriter& JsonWriter::open(char bracket) {
  comma();
  out_ += bracket;
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_ += bracket;
  first_ = false;
  return *this;
}

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
  out_ += value.text(min_places);
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
      case '"': out_ += "\\\""; break;
      case '\\': out_ += "\\\\"; break;
      case '\n': out_ += "\\n"; break;
      case '\t': out_ += "\\t"; break;
      case '\r': out_ += "\\r"; break;
      default:
        out_ += "\\u00";
        out_ += hex[c >> 4];
        out_ += hex[c & 15];
    }
  }
  out_.append(value);
}

}  // namespace crosswalk
