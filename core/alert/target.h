// Target: one way to tell people. `send` blocks, for as long as the target's own time limit says at most, and
// is called by one thread at a time.
#pragma once

#include "alert/message.h"
#include "base/result.h"
#include "base/stop.h"

namespace crosswalk::alert {

class Target {
 public:
  virtual ~Target() = default;
  // What it was not able to tell is told again later, so the same may arrive twice. No error holds a secret.
  virtual Result<void> send(const Message& message, const Stop& stop) = 0;
};

}  // namespace crosswalk::alert
