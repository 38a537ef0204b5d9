// Reading how a pair reaches its outside systems: addresses, names and where the secrets are.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "config/section.h"
#include "config/workspace.h"

namespace crosswalk::config {

WalmartSection read_walmart(const Section& pair, const std::filesystem::path& directory);
XeroSection read_xero(const Section& pair, const std::filesystem::path& directory);

// A name that an outside system gave (an id, an account code): printable ASCII without blanks, at most 128,
// because it goes into headers and addresses. It is not repeated in the error.
Result<std::string> parse_code(std::string_view text);
// A path, relative to the workspace or absolute.
Result<std::string> parse_path(std::string_view text);

}  // namespace crosswalk::config
