// The tenant (Infor) or organisation (Xero) that a pair books in. Once documents stand in one, the pair is
// not connected to another: what is posted counts as posted, so that the other would never get it.
#pragma once

#include <optional>
#include <string>

#include "auth/grant_end.h"
#include "store/store.h"

namespace crosswalk::app {

struct LedgerTenant {
  std::string id;
  std::string name;  // for people; may be the id
};

// The one that the pair was connected to last: by the tokens under `tokens` in the store, or where these are
// forgotten as it was noted then. Nothing: to none yet. ErrorKind::config, with what to do: it is another
// than `wanted`, and documents of the pair took effect there, or may have.
Result<std::optional<LedgerTenant>> tenant_before(store::Store& store, const std::string& pair,
                                                  const std::string& tokens, const LedgerTenant& wanted);

// Forgets the tokens and notes whose they were.
Result<void> forget_tenant(store::Store& store, const std::string& pair, const std::string& tokens);

// Ends a grant before it is forgotten: what `revoke` answered. Where nobody answered it is an error that says
// what to do, unless the person wants it forgotten all the same.
Result<auth::GrantEnd> ended_or_forgotten(Result<auth::GrantEnd> revoked, bool forget_anyway);

}  // namespace crosswalk::app
