// Chores: what an engine does beside the path of a record, at its own times: it tells the market stock and
// price as the ledger has them, sees what people change in the ledger, watches its call limits, erases
// buyers' data, and makes the records that are its own. One an engine; not thread-safe.
#pragma once

#include <string>
#include <vector>

#include "flow/changes.h"
#include "flow/erasure.h"
#include "flow/limit_watch.h"
#include "flow/offers.h"
#include "flow/own_records.h"
#include "flow/pair.h"
#include "flow/timetable.h"

namespace crosswalk::flow {

class Chores {
 public:
  Chores(const Pair& pair, Offers& offers, Timetable& timetable, Changes& changes)
      : pair_(pair), offers_(offers), timetable_(timetable), changes_(changes), erasure_(pair) {}

  // What the timetable is asked about: "stock" and "prices", as far as they come from the ledger, and
  // "changes", if it lists them or posts later than it takes.
  const std::vector<std::string>& names() const { return names_; }
  // What is due, or with `all` everything but the changes, which keep to their times: they cost calls. An
  // outside system's failure is a sentence in `trouble`, and is tried again by the timetable; the error is
  // the store's.
  Result<void> step(bool all, std::vector<std::string>& trouble, const Stop& stop);
  // Of all that only what costs no call and needs nobody: the records that are the engine's own.
  Result<void> make_records() { return own_.step(); }

 private:
  Result<void> offer(const std::vector<std::string>& due, std::vector<std::string>& trouble,
                     const Stop& stop);
  Result<void> erase(const Stop& stop);

  const Pair& pair_;
  Offers& offers_;
  Timetable& timetable_;
  Changes& changes_;
  Erasure erasure_;
  LimitWatch limits_{pair_};
  OwnRecords own_{pair_};
  std::vector<std::string> names_ = names_of(pair_);
  Instant next_erasure_;

  static std::vector<std::string> names_of(const Pair& pair);
};

}  // namespace crosswalk::flow
