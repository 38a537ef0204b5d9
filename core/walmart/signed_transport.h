// Puts Walmart's headers on every single try (walmart.md §1.4): the access token that is valid then, and a
// correlation id of its own, which Walmart's support asks for. A token that Walmart refuses is dropped, so
// that the next try fetches another. Safe from any thread.
#pragma once

#include <string>

#include "auth/token.h"
#include "walmart/market.h"
#include "walmart/settings.h"
#include "wire/message.h"

namespace crosswalk::walmart {

// An expired or unknown token: 401, or 400 INVALID_TOKEN (walmart.md §1.6).
bool refuses_token(const wire::HttpReply& reply);

class SignedTransport final : public wire::Transport {
 public:
  // `tokens` is null for the call that fetches the token. Everything outlives the transport.
  SignedTransport(wire::Transport& transport, const Settings& settings, const Market& market,
                  auth::TokenCache* tokens);
  // A token that cannot be had is a failure with Reach::not_sent.
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override;

 private:
  wire::Transport& transport_;
  const Settings& settings_;
  const Market& market_;
  auth::TokenCache* tokens_;
};

}  // namespace crosswalk::walmart
