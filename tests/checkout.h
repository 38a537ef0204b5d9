// Where this checkout lies, so that rules/, scripts/ and samples/ are found from any folder. The only place
// that knows it: whatever else is compiled names no folder, and a compiler cache can share it between
// checkouts.
#pragma once

#include <string>
#include <string_view>

namespace crosswalk {

// `inside`: "/rules", say; empty: the checkout itself.
std::string checkout(std::string_view inside = "");

}  // namespace crosswalk
