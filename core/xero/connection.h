// Connection: calls to one Xero organisation with everything around them: the token, the tenant, the call
// limits, the five at once, one new token after a 401, back-off for reads. A write goes out once; it is
// repeated only where it certainly was not executed (not sent, or an expired token), with the same bytes.
// Safe from any thread.
#pragma once

#include <memory>
#include <string>

#include "auth/access_tokens.h"
#include "auth/bearer_call.h"
#include "auth/token_vault.h"
#include "base/json.h"
#include "model/attempt.h"
#include "wire/caller.h"
#include "xero/gate.h"
#include "xero/settings.h"
#include "xero/sign_in.h"

namespace crosswalk::xero {

class Connection {
 public:
  // `settings` must outlive it, and `vault`, which holds the tokens of a person's consent; null: Way::custom.
  Connection(const Settings& settings, wire::Transport& transport, Budget& budget, Clock& clock,
             wire::Jitter jitter, auth::TokenVault* vault = nullptr);

  auth::CallAnswer write(const FrozenRequest& frozen, const Stop& stop);
  // `path` with its query: "/api.xro/2.0/Accounts". ErrorKind::not_found for a 404, ErrorKind::config where a
  // person must act, ErrorKind::limit where the call limit is used up for longer than is worth waiting.
  Result<Json> read(const std::string& path, const Stop& stop);
  // As `read`, of what changed after `since` ("2026-02-10T12:00:00", UTC); null where Xero answers that
  // nothing did.
  Result<Json> read_since(const std::string& path, const std::string& since, const Stop& stop);
  // A fresh sign-in, past the kept token; of a person's consent the tokens that stand.
  Result<SignIn> sign_in(const Stop& stop);

 private:
  struct Manner {
    int tries;
    bool repeatable;
    Millis patience;
  };
  auth::CallAnswer call(wire::HttpRequest request, const Manner& manner, const Stop& stop);
  Result<Json> read(const std::string& path, wire::Headers headers, const Stop& stop);
  auth::BearerCall::Sent send(const wire::HttpRequest& request, const Manner& manner, const Stop& stop);
  wire::Advice advise(const wire::HttpReply& reply, Instant now, Instant deadline, bool repeatable);
  Error refusal(const wire::HttpRequest& request, const wire::HttpReply& reply) const;

  const Settings& settings_;
  Gate gate_;
  Budget& budget_;
  Clock& clock_;
  wire::Jitter jitter_;
  wire::Caller identity_;
  auth::TokenVault* vault_;
  std::unique_ptr<auth::AccessTokens> tokens_;
};

}  // namespace crosswalk::xero
