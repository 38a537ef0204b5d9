// XeroConsents: what people allowed apps that are not custom connections: codes, and refresh tokens that
// change at every use (facts: "OAuth 2.0"). A code is good once, for five minutes. A refresh token is good
// for 60 days, once; used again within 30 minutes it is taken for a lost answer; after that it is refused.
// Not thread-safe: XeroService locks.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/date.h"
#include "simulator/xero_switches.h"

namespace crosswalk::simulator::xero_sim {

struct Consent {
  std::string client_id;
  std::set<std::string> scopes;
  std::string redirect_uri;
  std::string challenge;  // PKCE's; empty: none was sent
  bool revoked = false;
};

class XeroConsents {
 public:
  static constexpr Millis code_life{5 * 60'000};
  static constexpr Millis refresh_life{60LL * 24 * 3'600'000};
  static constexpr Millis grace{30 * 60'000};

  // The code that goes to the app's redirect address.
  std::string allow(Consent consent, Instant now);

  // A consent and the refresh token for its next renewal; empty without offline_access.
  struct Pair {
    int consent = 0;
    std::string refresh;
  };
  // Nothing: invalid_grant.
  std::optional<Pair> redeem(std::string_view code, std::string_view client_id, std::string_view redirect_uri,
                             std::string_view verifier, Instant now);
  std::optional<Pair> renew(std::string_view refresh, std::string_view client_id, Instant now,
                            const XeroSwitches& switches);
  // Ends the consents of whoever holds this refresh token, all that this person gave the app. False: unknown.
  bool revoke(std::string_view refresh, std::string_view client_id);
  void revoke_all();

  const Consent& consent(int number) const { return consents_.find(number)->second; }
  int renewals() const { return renewals_; }
  int late_reuses() const { return late_reuses_; }  // of refresh tokens past their grace

 private:
  struct Code {
    int consent = 0;
    Instant until;
  };
  struct Refresh {
    int consent = 0;
    Instant obtained;
    std::optional<Instant> replaced;
    std::string successor;
  };
  std::string new_refresh(int consent, Instant now);

  std::map<int, Consent> consents_;
  std::map<std::string, Code, std::less<>> codes_;
  std::map<std::string, Refresh, std::less<>> refreshes_;
  int last_consent_ = 0;
  int issued_ = 0;
  int renewals_ = 0;
  int late_reuses_ = 0;
};

}  // namespace crosswalk::simulator::xero_sim
