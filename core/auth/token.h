// TokenCache: one access token, fetched when needed, renewed before it expires, by one thread at a time while
// the others wait for it (single flight). Safe from any thread.
#pragma once

#include <functional>
#include <mutex>
#include <optional>

#include "auth/access_tokens.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/stop.h"

namespace crosswalk::auth {

struct Token {
  Secret value;
  Instant expires;
};

using FetchToken = std::function<Result<Token>(const Stop&)>;

class TokenCache final : public AccessTokens {
 public:
  // A token is not handed out any more from `renew_before` its expiry on.
  TokenCache(FetchToken fetch, Clock& clock, Millis renew_before);
  Result<Secret> get(const Stop& stop) override;
  void drop(const Secret& used) override;

 private:
  FetchToken fetch_;
  Clock& clock_;
  Millis renew_before_;
  std::mutex mutex_;
  std::optional<Token> token_;
};

}  // namespace crosswalk::auth
