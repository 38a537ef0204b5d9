// Sign-in with a person's consent (xero.md §1.1, §1.4): the link that the person opens, the code that comes
// back, the refresh tokens that follow, the organisations that were allowed, and the end of it. For
// sign_in: pkce (no secret needed) and code (with the app's secret). Safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/grant_end.h"
#include "auth/kept_tokens.h"
#include "wire/caller.h"
#include "xero/settings.h"
#include "xero/token_endpoint.h"

namespace crosswalk::xero {

// What one attempt at a consent goes by. New for each.
struct ConsentRequest {
  std::string redirect_uri;
  std::string state;     // comes back with the code, so that nobody can slip in a code of their own
  std::string verifier;  // PKCE's; shows that who redeems the code is who asked for it
};
ConsentRequest new_consent(std::string redirect_uri);

// The scopes that a pair's consent needs: what the engine uses, and offline_access for refresh tokens.
std::string consent_scopes(const Settings& settings);
std::string consent_link(const Settings& settings, const ConsentRequest& request);

// The first pair of tokens for the code. ErrorKind::config, naming it, when a scope was not granted.
Result<Tokens> redeem_code(const Settings& settings, const ConsentRequest& request, const std::string& code,
                           wire::Caller& caller, Clock& clock, const Stop& stop);

// As auth::Renew asks for: nothing means invalid_grant.
Result<std::optional<auth::Renewed>> renew(const Settings& settings, const Secret& refresh,
                                           wire::Caller& caller, Clock& clock, const Stop& stop);

// Ends the person's consent: every organisation that this person connected to the app. ErrorKind::outside:
// nobody answered, and it may be tried again.
Result<auth::GrantEnd> revoke(const Settings& settings, const Secret& refresh, wire::Caller& caller,
                              const Stop& stop);

struct Tenant {
  std::string id;
  std::string name;
};
// The organisations that the app may work on with this token; practices are left out.
Result<std::vector<Tenant>> allowed_tenants(const Settings& settings, const Secret& access,
                                            wire::Caller& caller, const Stop& stop);

// Where a pair's tokens stand in the store.
std::string token_name(const std::string& pair);
// How a person signs the pair in.
auth::Whose whose_tokens(const std::string& pair);

}  // namespace crosswalk::xero
