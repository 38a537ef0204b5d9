// The token endpoint (xero.md §1.1, §1.2): a form goes in, tokens or an error word come out. Safe from any
// thread.
#pragma once

#include <optional>
#include <string>

#include "auth/token.h"
#include "base/clock.h"
#include "wire/caller.h"
#include "xero/settings.h"

namespace crosswalk::xero {

struct Tokens {
  auth::Token access;
  Secret refresh;     // empty: none was given
  std::string scope;  // separated by blanks; empty when Xero did not say
};

struct TokenAnswer {
  std::optional<Tokens> tokens;
  std::string refusal;  // where there are none: "invalid_grant", …
};

struct TokenManner {
  bool repeatable = true;  // asking twice does no harm
  Millis timeout{30'000};
  std::optional<Millis> patience = {};
};

// With Basic where the app has a secret, else with the client id in the form. An error is one that may pass.
Result<TokenAnswer> ask_for_tokens(const Settings& settings, const std::string& form,
                                   const TokenManner& manner, wire::Caller& caller, Clock& clock,
                                   const Stop& stop);

// A call to the sign-in's own address, so made.
wire::CallResult call_identity(const Settings& settings, const std::string& path, const std::string& form,
                               const TokenManner& manner, wire::Caller& caller, const Stop& stop);

// What a person does about a refusal.
Error sign_in_refused(const Settings& settings, const std::string& word);

}  // namespace crosswalk::xero
