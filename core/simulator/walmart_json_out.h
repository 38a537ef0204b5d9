// JsonOut: writes JSON by hand, because an amount must appear digit for digit and fields in Walmart's own
// order. Not thread-safe; one a text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/decimal.h"

namespace crosswalk::simulator {

class JsonOut {
 public:
  explicit JsonOut(std::string& out) : out_(out) {}

  // Without a name inside arrays and at the top.
  void open(char bracket, std::string_view name = {}) {
    start(name);
    out_ += bracket;
    first_ = true;
  }
  void close(char bracket) {
    out_ += bracket;
    first_ = false;
  }
  void text(std::string_view name, std::string_view value) {
    start(name);
    quote(value);
  }
  void number(std::string_view name, Decimal value) { raw(name, value.text()); }
  void number(std::string_view name, std::int64_t value) { raw(name, std::to_string(value)); }
  void millis(std::string_view name, Instant value) { number(name, value.millis()); }
  void boolean(std::string_view name, bool value) { raw(name, value ? "true" : "false"); }
  void null(std::string_view name) { raw(name, "null"); }
  void raw(std::string_view name, std::string_view json) {
    start(name);
    out_ += json;
  }

 private:
  void start(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    if (name.empty()) return;
    quote(name);
    out_ += ':';
  }
  void quote(std::string_view value) {
    constexpr std::string_view hex = "0123456789abcdef";
    out_ += '"';
    for (const char c : value) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') {
        out_ += '\\';
        out_ += c;
      } else if (byte < 0x20) {
        out_ += "\\u00";
        out_ += hex[byte >> 4];
        out_ += hex[byte & 15];
      } else {
        out_ += c;
      }
    }
    out_ += '"';
  }

  std::string& out_;
  bool first_ = true;
};

}  // namespace crosswalk::simulator
