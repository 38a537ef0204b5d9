// What `connect cloudsuite` left for a pair of crosswalk.yaml: the credentials of its .ionapi file and its
// token, both sealed in the store.
#pragma once

#include <memory>
#include <string>

#include "auth/sealed_note.h"
#include "auth/token_vault.h"
#include "cloudsuite/ionapi.h"
#include "cloudsuite/settings.h"
#include "config/workspace.h"

namespace crosswalk::app {

// REQUIRES of all: the pair has a `cloudsuite`.
cloudsuite::Settings cloudsuite_settings(const config::PairConfig& pair);

struct CloudSuiteKeeping {
  std::unique_ptr<auth::SealedNote> file;
  std::unique_ptr<auth::TokenVault> vault;
};
// ErrorKind::config when the key is missing or too short.
Result<CloudSuiteKeeping> cloudsuite_keeping(const config::PairConfig& pair, store::Store& store);

struct CloudSuiteAccess {
  cloudsuite::Ionapi ionapi;
  std::unique_ptr<auth::TokenVault> vault;
};
// ErrorKind::config when the pair is not connected; `store` may be null.
Result<CloudSuiteAccess> cloudsuite_access(const config::PairConfig& pair, store::Store* store);

struct CloudSuiteSignInState {
  std::string tenant;   // empty: never connected
  std::string warning;  // what a person should do; empty: nothing
};
// Needs no key.
Result<CloudSuiteSignInState> cloudsuite_sign_in_state(const config::PairConfig& pair, store::Store& store);

}  // namespace crosswalk::app
