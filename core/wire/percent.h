// Percent-encoding for paths, queries and forms. Pure.
#pragma once

#include <string>
#include <string_view>

namespace crosswalk::wire {

// Everything but the unreserved characters of RFC 3986 as %XX; a blank is %20, which forms take as well.
std::string percent_encoded(std::string_view text);

}  // namespace crosswalk::wire
