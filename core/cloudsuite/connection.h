// Connection: calls to one tenant's FSM with everything around them: the address, the token, the call limits,
// one new token after a 401, back-off for reads. A write, and a set action, which Landmark takes as a GET
// with side effects, goes out once; it is repeated only where it certainly was not executed. Safe from any
// thread.
#pragma once

#include <memory>
#include <string>

#include "auth/access_tokens.h"
#include "auth/bearer_call.h"
#include "auth/token_vault.h"
#include "base/json.h"
#include "cloudsuite/ionapi.h"
#include "cloudsuite/settings.h"
#include "wire/caller.h"

namespace crosswalk::cloudsuite {

class Connection {
 public:
  // `settings` must outlive it, and `vault`, which holds the token; null: nothing is ever called.
  Connection(const Settings& settings, Ionapi ionapi, wire::Transport& transport, Budget& budget,
             Clock& clock, wire::Jitter jitter, auth::TokenVault* vault);

  // `path` lies below the tenant's FSM: "/classes/GLTransactionInterface/…", and its query.
  auth::CallAnswer write(const std::string& path, const std::string& body, const Stop& stop);
  auth::CallAnswer act(const std::string& path, const Stop& stop);
  // ErrorKind::config where a person must act, ErrorKind::limit where the call limit is used up for longer
  // than is worth waiting. `may_lack`: ErrorKind::not_found where the tenant has not what is asked for, or
  // does not show it: 400, 403, 404.
  Result<Json> read(const std::string& path, const Stop& stop, bool may_lack = false);

  Budget& budget() { return budget_; }
  const std::string& tenant() const { return ionapi_.tenant; }

 private:
  auth::CallAnswer call(wire::HttpRequest request, bool repeatable, const Stop& stop);
  wire::Advice advise(const wire::HttpReply& reply, Instant now, bool repeatable) const;
  auth::BearerCall::Sent send(const wire::HttpRequest& request, bool repeatable, const Stop& stop);
  Error refusal(const wire::HttpReply& reply) const;

  const Settings& settings_;
  const Ionapi ionapi_;
  Budget& budget_;
  Clock& clock_;
  wire::Caller caller_;
  std::unique_ptr<auth::AccessTokens> tokens_;
};

}  // namespace crosswalk::cloudsuite
