// Small text rules that Xero's stand-in applies everywhere: comparison without case, lengths in characters,
// lists. Pure functions; safe from any thread. ASCII case only, which is what numbers, codes and scopes are
// made of.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::simulator::xero_sim {

std::string lower(std::string_view text);
std::string upper(std::string_view text);
bool same_text(std::string_view a, std::string_view b);
// True: `text` contains `part`, without case.
bool contains_text(std::string_view text, std::string_view part);
// Characters (code points) of UTF-8 text.
std::size_t characters(std::string_view text);
// The parts between `separator`; empty parts are left out.
std::vector<std::string> split(std::string_view text, char separator);
std::string_view trimmed(std::string_view text);
// 8-4-4-4-12 hex digits.
bool is_guid(std::string_view text);

inline constexpr std::string_view zero_guid = "00000000-0000-0000-0000-000000000000";

}  // namespace crosswalk::simulator::xero_sim
