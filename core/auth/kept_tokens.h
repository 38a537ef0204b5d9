// KeptTokens: access tokens that come of a stored refresh token, which the other side changes at every use.
// One renewal at a time, over all threads and all processes (a Lease); the new pair is in the store before
// anybody gets it. When an answer is lost, with the process or without, the old refresh token is still in the
// store and is asked again with, which the other side allows for `refresh_grace`. Before a person is asked to
// sign in again, the store is read once more and the token before the present one is tried. Safe from any
// thread.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "auth/access_tokens.h"
#include "auth/token_vault.h"
#include "base/clock.h"

namespace crosswalk::auth {

struct Renewed {
  Secret access;
  Instant access_expires;
  Secret refresh;
  std::string scope;
};

// Asks the other side for the next pair. Nothing: it does not take this refresh token (invalid_grant). Must
// end well within `KeptTokens::lease_life`, its own repetitions included.
using Renew = std::function<Result<std::optional<Renewed>>(const Secret& refresh, const Stop&)>;

// For sentences.
struct Whose {
  std::string system;   // "Xero"
  std::string pair;     // "us"
  std::string command;  // what a person types to sign in: "crosswalk connect xero --pair us"
};

class KeptTokens final : public AccessTokens {
 public:
  static constexpr Millis lease_life{60'000};

  // A token is not handed out any more from `renew_before` its expiry on. `vault` must outlive it.
  KeptTokens(TokenVault& vault, Renew renew, Clock& clock, Millis renew_before, Whose whose);

  Result<Secret> get(const Stop& stop) override;
  void drop(const Secret& used) override;

 private:
  Result<KeptSet> read();
  bool good(const TokenSet& set) const;
  Secret use(const KeptSet& kept);
  Result<Secret> renew(const Stop& stop);
  Result<Secret> last_resort(const KeptSet& kept, const Stop& stop);
  Result<Secret> keep(const KeptSet& seen, Instant asked, Renewed renewed);
  Result<Secret> keep_unsaved();
  Error sign_in_again() const;
  void warn(const TokenSet& set, const Error& why) const;

  TokenVault& vault_;
  Renew renew_;
  Clock& clock_;
  Millis renew_before_;
  Whose whose_;
  std::mutex mutex_;  // held over a renewal: whoever comes meanwhile waits for this one's token
  std::optional<TokenSet> current_;
  Secret dropped_;
  // A pair that came but could not be stored, with what it replaces.
  struct Unsaved {
    KeptSet seen;
    TokenSet set;
  };
  std::optional<Unsaved> unsaved_;
};

}  // namespace crosswalk::auth
