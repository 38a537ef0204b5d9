// SealedNote: one secret text of a pair in the store, sealed: a credentials file that a person handed over
// and whose original is no longer needed. Safe from any thread and any process.
#pragma once

#include <optional>
#include <string>

#include "base/seal.h"
#include "store/store.h"

namespace crosswalk::auth {

class SealedNote {
 public:
  // `name` is where in the store: "ionapi/us". `store` must outlive it.
  SealedNote(store::Store& store, std::string name, SealKey key)
      : store_(store), name_(std::move(name)), key_(std::move(key)) {}

  // Nothing when there is none. ErrorKind::config when it was sealed with another key, or changed.
  Result<std::optional<Secret>> read();
  // Puts `text` there, whatever stood there.
  Result<void> put(const Secret& text);
  Result<void> forget();

 private:
  store::Store& store_;
  std::string name_;
  SealKey key_;
};

}  // namespace crosswalk::auth
