// Nearest: the known word that somebody probably meant. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace crosswalk::config {

// The word of `known` that is at most a third of its length (and at least one slip) away from `written`: a
// letter more, fewer, other, or two swapped. Empty when none is that near.
std::string_view nearest(std::string_view written, std::span<const std::string_view> known);

// "; did you mean `client_id`?" or, when nothing is near, "; known here: a, b, c".
std::string suggestion(std::string_view written, std::span<const std::string_view> known);

}  // namespace crosswalk::config
