// The token endpoint of Infor's sign-in (cloudsuite.md §2): by the service account's keys, or by the
// application alone where the file has none, or by a refresh token where one was issued; and the end of a
// grant. Every try counts against the tenant's token budget. Safe from any thread.
#pragma once

#include <optional>

#include "auth/grant_end.h"
#include "auth/kept_tokens.h"
#include "base/clock.h"
#include "cloudsuite/ionapi.h"
#include "cloudsuite/settings.h"
#include "wire/caller.h"

namespace crosswalk::cloudsuite {

// As auth::Renew asks for. With an empty `refresh`, and where the refresh token is not taken, with the
// credentials themselves. Nothing: they are refused, and a person must act.
Result<std::optional<auth::Renewed>> renew(const Settings& settings, const Ionapi& ionapi,
                                           const Secret& refresh, wire::Caller& caller, Clock& clock,
                                           const Stop& stop);

// Ends the grant: of the refresh token with all that came of it, without one of the access token. Asks for
// nothing where there is no token, or the file names no address for it. ErrorKind::outside: nobody answered,
// and it may be tried again.
Result<auth::GrantEnd> revoke(const Settings& settings, const Ionapi& ionapi, const Secret& access,
                              const Secret& refresh, wire::Caller& caller, const Stop& stop);

// How a person signs the pair in.
auth::Whose whose_tokens(const std::string& pair);
// Where a pair's token stands in the store, and the file's secrets.
std::string token_name(const std::string& pair);
std::string ionapi_name(const std::string& pair);

}  // namespace crosswalk::cloudsuite
