// Fetches access tokens: POST /v3/token with the client's id and secret (walmart.md §1.2). auth::TokenCache
// keeps them.
#pragma once

#include <string_view>

#include "auth/token.h"
#include "walmart/settings.h"
#include "wire/message.h"

namespace crosswalk::walmart {

// Renewed this long before it expires, in the fourteenth of its fifteen minutes (walmart.md §1.2: 60–120 s
// before).
inline constexpr Millis renew_before{60'000};

wire::HttpRequest token_request(const Settings& settings);

// `expires_in` counts from `asked`, so that a slow answer makes no token live longer. ErrorKind::outside when
// the reply holds no token; the message never quotes it.
Result<auth::Token> read_token(std::string_view body, Instant asked);

}  // namespace crosswalk::walmart
