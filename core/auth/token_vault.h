// TokenVault: the token set of one pair in the store, sealed. It changes by compare-and-swap on what was
// read, so that of two processes the later one notices. Safe from any thread and any process.
#pragma once

#include <optional>
#include <string>

#include "auth/token_set.h"
#include "base/seal.h"
#include "store/store.h"

namespace crosswalk::auth {

struct KeptSet {
  TokenSet set;
  std::string text;  // as it stands in the store
};

class TokenVault {
 public:
  // `name` is where in the store: "xero/us". `store` must outlive it.
  TokenVault(store::Store& store, std::string name, SealKey key)
      : store_(store), name_(std::move(name)), key_(std::move(key)) {}

  // Nothing when there is none. ErrorKind::config when it was sealed with another key.
  Result<std::optional<KeptSet>> read();
  // Puts `set` there, whatever stood there.
  Result<void> put(const TokenSet& set);
  // Puts `set` where `seen` still stands. Nothing: something else stands there now.
  Result<std::optional<KeptSet>> replace(const KeptSet& seen, const TokenSet& set);

  store::Store& store() { return store_; }
  const std::string& name() const { return name_; }

 private:
  std::string sealed(const TokenSet& set) const;

  store::Store& store_;
  std::string name_;
  SealKey key_;
};

Result<std::optional<TokenSummary>> token_summary(store::Store& store, const std::string& name);
Result<void> forget_tokens(store::Store& store, const std::string& name);

}  // namespace crosswalk::auth
