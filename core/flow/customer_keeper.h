// CustomerKeeper: the ledger's customers, which the contact rule looks into, read when something is to be
// booked: at most every six hours, by one process for all that share the store, and when a decision names one
// that is not among them. Without a list that can be read the last one goes on. Safe from any thread.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "flow/customer_notes.h"
#include "link/target.h"

namespace crosswalk::flow {

class CustomerKeeper {
 public:
  CustomerKeeper(std::string pair, Ledger& ledger, store::Store& store, Clock& clock)
      : pair_(std::move(pair)), ledger_(ledger), store_(store), clock_(clock) {}

  // What is known, read anew when it is too old; nothing: the ledger tells of no customers, or never could.
  std::optional<CustomerReading> current(const Stop& stop);
  // Somebody may have added who was missing: the next `current` reads anew, but not more often than once a
  // minute, and a long list a minute later for each 10,000 customers.
  void suspect();

 private:
  void look_at_store(const std::string& source);
  void read(const std::string& source, Instant now, const Stop& stop);

  std::string pair_;
  Ledger& ledger_;
  store::Store& store_;
  Clock& clock_;
  std::mutex mutex_;
  std::optional<CustomerReading> reading_;
  Instant next_;
};

}  // namespace crosswalk::flow
