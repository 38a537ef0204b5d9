// ReferenceKeeper: the ledger's lists, read when something is to be booked and at most every 15 minutes
// (DESIGN §6: locked periods are read before posting). Safe from any thread.
#pragma once

#include <memory>
#include <mutex>

#include "base/clock.h"
#include "link/target.h"

namespace crosswalk::flow {

class ReferenceKeeper {
 public:
  ReferenceKeeper(Ledger& ledger, Clock& clock) : ledger_(ledger), clock_(clock) {}

  // What is known, read anew when it is too old. Null when the ledger cannot be asked: then the ledger itself
  // refuses what is wrong. `error` says why.
  std::shared_ptr<const Reference> current(const Stop& stop);
  // Somebody may have added what was missing: the next `current` reads anew, but not more often than once a
  // minute.
  void suspect();
  Result<void> last_error() const;

 private:
  Ledger& ledger_;
  Clock& clock_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Reference> reference_;
  Instant next_read_;
  Result<void> error_;
};

}  // namespace crosswalk::flow
