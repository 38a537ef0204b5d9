// Folding: ASCII letters to lower case, as SKUs are compared. Pure.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace crosswalk::rules {

inline char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string folded(std::string_view text);
bool same_folded(std::string_view a, std::string_view b);

// The folded text, written into `small` or, when that is too small, `large`.
template <std::size_t size>
std::string_view folded_into(std::string_view text, std::array<char, size>& small, std::string& large) {
  if (text.size() > size) {
    large = folded(text);
    return large;
  }
  std::transform(text.begin(), text.end(), small.begin(), lower);
  return {small.data(), text.size()};
}

}  // namespace crosswalk::rules
