// TokenSet: what one person's consent gave a pair: the access token of the moment, the refresh token that
// brings the next one, and the organisation that was chosen. Plain data; its tokens have no way to a log.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/secret.h"

namespace crosswalk::auth {

// xero.md §1.3: a refresh token dies when it is not used for 60 days, is good once, and is taken a second
// time for 30 minutes, for a client that lost the answer.
inline constexpr Millis refresh_life{60LL * 24 * 3'600'000};
inline constexpr Millis refresh_warning{7LL * 24 * 3'600'000};
inline constexpr Millis refresh_grace{30LL * 60'000};

struct TokenSet {
  Secret access;
  Instant access_expires;
  Secret refresh;
  Instant obtained;  // when `refresh` was asked for
  Secret previous;   // the refresh token before it, for the grace
  std::string scope;
  std::string tenant_id;
  std::string tenant_name;
  bool refused = false;  // the other side takes none of these any more: a person must sign in again
};

// What of it may be shown to everybody, and read without the key.
struct TokenSummary {
  std::string tenant_id;
  std::string tenant_name;
  Instant obtained;
  bool refused = false;

  Instant unused_until() const { return obtained + refresh_life; }
  bool ends_soon(Instant now) const { return now >= unused_until() - refresh_warning; }
};

}  // namespace crosswalk::auth
