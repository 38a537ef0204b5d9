// Address: the base address of an outside system as a person may set it. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk::config {

// "https://host[:port][/path]" without a trailing slash in the answer. Plain http is taken for this machine
// only (127.0.0.1, ::1, localhost), because credentials travel on it. No user name, query or fragment.
Result<std::string> parse_address(std::string_view text);

}  // namespace crosswalk::config
