// What a person's consent left for a pair of crosswalk.yaml (xero.sign_in pkce or code): the vault of its
// tokens, and what `status` and `check` say of them.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/session.h"
#include "auth/token_vault.h"
#include "config/workspace.h"
#include "xero/settings.h"

namespace crosswalk::app {

// With the secret of crosswalk.yaml, if the pair has one.
Result<Secret> xero_secret(const config::PairConfig& pair);
// ErrorKind::config when the key is missing or too short.
Result<std::unique_ptr<auth::TokenVault>> xero_vault(const config::PairConfig& pair, store::Store& store);
// The vault of a pair that is connected, and its organisation into `settings`; null for a custom connection.
// ErrorKind::config when the pair is not connected, or to another organisation than crosswalk.yaml names.
Result<std::unique_ptr<auth::TokenVault>> connected_vault(const config::PairConfig& pair, store::Store* store,
                                                          xero::Settings& settings);

struct XeroSignInState {
  bool connected = false;
  std::string tenant_id;
  std::string tenant_name;
  std::optional<Instant> unused_until;  // of a connected pair
  std::string warning;                  // what a person should do; empty: nothing
};
// Nothing for a custom connection. Needs no key; `store` may be null.
Result<std::optional<XeroSignInState>> xero_sign_in_state(const config::PairConfig& pair, store::Store* store,
                                                          Instant now);
void print_xero_sign_in(Session& session, const XeroSignInState& state);
Json xero_sign_in_json(const XeroSignInState& state);

}  // namespace crosswalk::app
