// ReferenceKeeper: the ledger's lists, read when something is to be booked: its lists at most every six hours
// (and when a decision is not among them), its locked day at most every 15 minutes (DESIGN §6), by one
// process for all that share the store: what one reads it leaves there (reference_notes.h), and the others
// begin from it. Safe from any thread.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "flow/customer_keeper.h"
#include "flow/reference_notes.h"
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

  // What is known, read anew when it is too old; a list that cannot be read anew goes on. Null until it was
  // ever read, by this process or another: nothing can be checked then, and so nothing is booked. Once it was
  // not null it never is again.
  std::shared_ptr<const Reference> current(const Stop& stop);
  // Why `current` is null; nothing: it is not.
  std::optional<Error> missing(const Stop& stop);
  // When `current` asks next while it is null.
  std::optional<Instant> next_try() const;
  // Somebody may have added what was missing: the next `current` reads anew, but not more often than once a
  // minute.
  void suspect();

  // Customers are a list of their own age.
  CustomerKeeper& customers() { return customers_; }

 private:
  void look_at_store(Instant now);
  void take_lock(const LockReading& lock);
  bool may_read_lists(Instant now);
  void read_lists(Instant now, const Stop& stop);
  void read_lock(Instant now, const Stop& stop);

  std::string name_;
  Ledger& ledger_;
  store::Store& store_;
  Clock& clock_;
  CustomerKeeper customers_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Reference> reference_;
  Instant next_lists_;
  Instant next_lock_;
  Instant next_look_;       // at what another process has read
  bool suspected_ = false;  // whatever another process has read: it may be older than the cure
  Error failure_;           // of the last reading that failed
};

}  // namespace crosswalk::flow
