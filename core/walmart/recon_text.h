// Small steps over the texts of settlement reports. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace crosswalk::walmart {

// Without the blanks at both ends, and "" for the two quotation marks that stand for nothing (walmart.md
// §4.1).
std::string_view without_blanks(std::string_view text);

// The same words in the same order, whatever their case, the blanks around them and quotation marks: reports
// spell one description in several ways (walmart.md §4.3).
bool same_words(std::string_view a, std::string_view b);

// Behind the bracket that closes the one at `begin`; npos when there is none.
std::size_t end_of_json(std::string_view text, std::size_t begin);

}  // namespace crosswalk::walmart
