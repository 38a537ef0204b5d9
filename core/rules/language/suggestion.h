// The nearest known name to a mistyped one. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace crosswalk::rules {

// "; did you mean line.sku?" when a name of `known` is close to `wrong` (a third of its letters at most),
// else "".
std::string suggestion(std::string_view wrong, std::span<const std::string_view> known);

}  // namespace crosswalk::rules
