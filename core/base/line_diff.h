// LineDiff: how two texts differ, line by line, in the unified form that `diff -u` and `patch` speak. Pure.
#pragma once

#include <string>
#include <string_view>

namespace crosswalk {

// "" when the texts are equal; else two lines that name them, "--- rules/tax.lua (one)", and the hunks with
// three lines around each change. The changes are the fewest possible unless there are thousands.
std::string unified_diff(std::string_view before, std::string_view after, std::string_view before_name,
                         std::string_view after_name);

}  // namespace crosswalk
