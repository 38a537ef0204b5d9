// Ionapi: the credentials file of an Infor ION API application (cloudsuite.md §1). It names every address;
// none is ever computed from a region. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace crosswalk::cloudsuite {

struct Ionapi {
  std::string tenant;       // `ti`: "ACME_TST"
  std::string application;  // `cn`; may be empty
  std::string client_id;    // `ci`
  Secret client_secret;     // `cs`
  std::string api_url;      // `iu`, without a trailing slash
  std::string sign_in_url;  // `pu`, without a trailing slash
  std::string token_path;   // `ot`
  std::string revoke_path;  // `or`; may be empty
  std::string scope;        // `sc`, separated by blanks; may be empty
  Secret access_key;        // `saak` and
  Secret secret_key;        // `sask`: of the password grant; both empty: client credentials
};

inline constexpr std::size_t longest_ionapi = std::size_t{64} << 10;

// ErrorKind::config: one sentence that names the field that is missing or malformed, never what it holds.
// `file` is how the sentence calls it.
Result<Ionapi> read_ionapi(std::string_view text, const std::string& file);

}  // namespace crosswalk::cloudsuite
