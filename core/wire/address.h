// Address: which addresses this house calls at all. Pure; safe from any thread.
#pragma once

#include <string>

#include "base/result.h"

namespace crosswalk::wire {

struct Address {
  std::string host;    // as libcurl reads it, "[::1]" for IPv6
  bool plain = false;  // http, not https
};

// https to anywhere, http to loopback only (127.0.0.1, [::1], localhost), no user or password. Anything else
// is a config error; its text leaves out the address, which may hold a secret in its query.
Result<Address> parse_address(const std::string& url);

}  // namespace crosswalk::wire
