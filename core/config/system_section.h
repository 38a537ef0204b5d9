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
// Where the secret under `key` is kept: {secret: NAME}, {env: VARIABLE} or {file: PATH}.
SecretRef read_secret(const Section& system, std::string_view key, const std::filesystem::path& directory);
// A path, relative to the workspace or absolute.
Result<std::string> parse_path(std::string_view text);

}  // namespace crosswalk::config
