// Landmark's filter language as far as we write it. Pure.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace crosswalk::cloudsuite {

// `Name="value"`. A quote has no known escape in the language: it is left out, so that the filter finds
// nothing rather than something else.
std::string equals(std::string_view name, std::string_view value);
// `A and B and C`.
std::string all_of(std::initializer_list<std::string> conditions);

}  // namespace crosswalk::cloudsuite
