// ApiKeys: the bearer keys of the events API. A key is random and shown once; the store keeps its hash, its
// name and the pair it speaks for. Safe from any thread and over processes.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "store/store.h"

namespace crosswalk::server {

struct ApiKey {
  std::string name;
  std::string pair;
  Instant made;
};

// ErrorKind::invalid: there is a key of that name.
Result<Secret> new_api_key(store::Store& store, const std::string& name, const std::string& pair,
                           Instant now);
// ErrorKind::not_found: there is none.
Result<void> revoke_api_key(store::Store& store, const std::string& name);
Result<std::vector<ApiKey>> api_keys(store::Store& store);

class ApiKeys {
 public:
  ApiKeys(store::Store& store, Clock& clock) : store_(store), clock_(clock) {}
  // Whose key it is; nothing when it is nobody's. Changes are seen within limits::key_cache.
  Result<std::optional<ApiKey>> owner_of(std::string_view key);

 private:
  struct Kept {
    ApiKey key;
    std::string hash;
  };
  store::Store& store_;
  Clock& clock_;
  std::mutex mutex_;
  std::optional<Instant> read_;
  std::vector<Kept> kept_;
};

}  // namespace crosswalk::server
