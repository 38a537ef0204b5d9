// Timetable: when each stream of a pair is read next. The last times are notes in the store, so that a
// restart neither repeats nor forgets a reading; several engines of a pair share them. Not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/cadence.h"
#include "store/store.h"

namespace crosswalk::flow {

class Timetable {
 public:
  // The store outlives it.
  Timetable(std::string pair, Schedule schedule, store::Store& store);

  // Those of `names` that are due at `now`: streams, "overlap" or "post".
  Result<std::vector<std::string>> due(const std::vector<std::string>& names, Instant now);
  // The first moment from `now` on at which one of them is.
  Result<Instant> next(const std::vector<std::string>& names, Instant now);
  // Since when the calendar lets documents leave for the ledger; nothing: now it does not.
  Result<std::optional<Instant>> posting_since(Instant now);
  // It was begun at `at`, and was read to its end.
  Result<void> done(const std::string& name, Instant at);
  // It failed: it is tried again soon, not only at its next time.
  void failed(const std::string& name, Instant now);
  // A hint says that there is something new: the streams of this kind are due at once, once.
  void hurry(const std::string& kind) { hurried_[kind] = true; }

 private:
  const std::optional<Cadence>* begins_later(const std::string& name) const;
  Result<std::optional<Instant>> when(const std::string& name, Instant now);  // nothing: never

  std::string pair_;
  Schedule schedule_;
  store::Store& store_;
  std::map<std::string, bool> hurried_;
  std::map<std::string, Instant> put_off_;  // what failed, and when it is tried again
};

// The name under which the overlap sweep stands beside the streams.
inline constexpr const char* overlap_sweep = "overlap";
// And that under which the ledger's posting times do.
inline constexpr const char* posting = "post";

// When the calendar of `schedule` lets documents leave for the ledger next; `now`: they may. Nothing: it has
// none, and they always may. Reads only.
Result<std::optional<Instant>> next_posting(const std::string& pair, const Schedule& schedule,
                                            store::Store& store, Instant now);

}  // namespace crosswalk::flow
