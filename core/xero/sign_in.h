// Sign-in of a custom connection: client_credentials with Basic (xero.md §1.1, §1.5). The token lives 30
// minutes and has no refresh token; another is asked for. Safe from any thread; asking twice does no harm.
#pragma once

#include <string>

#include "auth/token.h"
#include "base/clock.h"
#include "wire/caller.h"
#include "xero/settings.h"

namespace crosswalk::xero {

struct SignIn {
  auth::Token token;
  std::string scope;  // what was granted, separated by blanks; empty when Xero did not say
};

// ErrorKind::config: Xero refused the credentials or the scopes, and a person must act. Anything else may
// pass.
Result<SignIn> sign_in(const Settings& settings, wire::Caller& caller, Clock& clock, const Stop& stop);

}  // namespace crosswalk::xero
