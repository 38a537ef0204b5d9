#include "cloudsuite/query.h"

#include <algorithm>

namespace crosswalk::cloudsuite {

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size() + 16);
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += digits[byte >> 4U];
    encoded += digits[byte & 15U];
  }
  return encoded;
}

std::string equals(std::string_view name, std::string_view value) {
  std::string quoted(value);
  std::erase(quoted, '"');
  return std::string(name) + "=\"" + quoted + "\"";
}

std::string all_of(std::initializer_list<std::string> conditions) {
  std::string joined;
  for (const std::string& condition : conditions) {
    if (!joined.empty()) joined += " and ";
    joined += condition;
  }
  return joined;
}

}  // namespace crosswalk::cloudsuite
