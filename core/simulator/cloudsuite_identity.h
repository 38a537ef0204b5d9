// CloudSuiteIdentity: the authorization server of one tenant (facts §2): password grant with a service
// account's keys, client credentials for apps without one, refresh, revoke, expiry, and how many tokens may
// be asked for. Not thread-safe: CloudSuiteService locks.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/secret.h"
#include "simulator/cloudsuite_switches.h"
#include "wire/message.h"

namespace crosswalk::simulator::cloudsuite_sim {

class Query;

// An authorized app of the kind "Backend Service".
struct CloudSuiteApp {
  std::string client_id;
  Secret client_secret;
  std::string access_key;  // saak; empty: the app signs in with client_credentials
  Secret access_secret;    // sask
  std::vector<std::string> scopes;
  bool enforce_scopes = false;  // scope must be sent, and be among `scopes`
  bool refresh_tokens = false;  // "Issue Refresh Tokens"
  Millis token_life{7'200'000};
  Millis refresh_life{86'400'000};
};

// Infor OS Essentials; 0: no limit.
struct TokenBudget {
  int sign_ins_a_minute = 20;  // of service accounts, a tenant
  int sign_ins_a_day = 1'000;
  int tokens_a_day = 100;  // a client
};

class CloudSuiteIdentity {
 public:
  void add(CloudSuiteApp app) { apps_[app.client_id] = std::move(app); }
  void set_budget(TokenBudget budget) { budget_ = budget; }

  // POST token.oauth2 and revoke_token.oauth2.
  wire::HttpReply token(const wire::HttpRequest& request, Instant now, const CloudSuiteSwitches& switches);
  wire::HttpReply revoke(const wire::HttpRequest& request, const CloudSuiteSwitches& switches);
  // True: the call carries a bearer token that is good now.
  bool admits(const wire::HttpRequest& request, Instant now) const;

  void revoke_all();
  int tokens_issued() const { return issued_; }
  int live_tokens(Instant now) const;
  // Requests refused because the budget was spent.
  int over_budget() const { return over_budget_; }

 private:
  struct Token {
    std::string client_id;
    Instant expires;
    int grant = 0;  // tokens of one grant end together
    bool revoked = false;
  };
  using Times = std::deque<Instant>;

  const CloudSuiteApp* caller(const wire::HttpRequest& request, const Query& form) const;
  wire::HttpReply refresh(const CloudSuiteApp& app, const std::string& text, Instant now,
                          const CloudSuiteSwitches& switches);
  wire::HttpReply issue(const CloudSuiteApp& app, int grant, const std::string& kept_refresh, Instant now,
                        const CloudSuiteSwitches& switches);
  bool sign_in_fits(Instant now);

  std::map<std::string, CloudSuiteApp, std::less<>> apps_;
  std::map<std::string, Token, std::less<>> tokens_;
  std::map<std::string, Token, std::less<>> refresh_tokens_;
  TokenBudget budget_;
  Times sign_ins_;
  std::map<std::string, Times> issues_;  // by client
  int grants_ = 0;
  int issued_ = 0;
  int refreshes_issued_ = 0;
  int over_budget_ = 0;
};

}  // namespace crosswalk::simulator::cloudsuite_sim
