// ReferenceKeeper: the ledger's lists, read when something is to be booked: its lists at most every six hours
// (and when a decision is not among them), its locked day at most every 15 minutes (DESIGN §6). What it reads
// it leaves in the store (reference_notes.h). Safe from any thread.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "base/clock.h"
#include "flow/customer_keeper.h"
#include "link/target.h"
#include "store/store.h"

namespace crosswalk::flow {

class ReferenceKeeper {
 public:
  ReferenceKeeper(std::string pair, Ledger& ledger, store::Store& store, Clock& clock)
      : name_(std::move(pair)),
        ledger_(ledger),
        store_(store),
        clock_(clock),
        customers_(name_, ledger, store, clock) {}

  // What is known, read anew when it is too old. Null when the ledger could never be asked: then the ledger
  // itself refuses what is wrong.
  std::shared_ptr<const Reference> current(const Stop& stop);
  // Somebody may have added what was missing: the next `current` reads anew, but not more often than once a
  // minute.
  void suspect();

  // Customers are a list of their own age.
  CustomerKeeper& customers() { return customers_; }

 private:
  bool may_read_lists(Instant now);
  void read_lists(Instant now, const Stop& stop);
  void read_lock(Instant now, const Stop& stop);

  std::string name_;
  Ledger& ledger_;
  store::Store& store_;
  Clock& clock_;
  CustomerKeeper customers_;
  std::mutex mutex_;
  std::shared_ptr<const Reference> reference_;
  Instant next_lists_;
  Instant next_lock_;
};

}  // namespace crosswalk::flow
