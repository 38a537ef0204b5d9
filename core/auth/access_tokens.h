// AccessTokens: the face of whatever hands out access tokens. Safe from any thread.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "base/stop.h"

namespace crosswalk::auth {

class AccessTokens {
 public:
  virtual ~AccessTokens() = default;
  // A token that is good for a while yet. ErrorKind::config: a person must act.
  virtual Result<Secret> get(const Stop& stop) = 0;
  // The other side refused `used`: the next `get` brings another, unless somebody has brought one already.
  virtual void drop(const Secret& used) = 0;
};

}  // namespace crosswalk::auth
