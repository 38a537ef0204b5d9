// Changes: sees what people change in the ledger: by its lists of what changed, or by looking again at what
// stands in it, at the times of `poll.changes`, and by its hints, which are asked for at once where they are
// about documents of ours and not about our own writing. What differs is disputed until it is as it was sent
// again, or a person lets it stand; nothing is written over it. One an engine; not thread-safe.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "flow/pair.h"
#include "flow/timetable.h"

namespace crosswalk::flow {

class Changes {
 public:
  static constexpr const char* cadence = "changes";  // in the timetable

  Changes(const Pair& pair, Timetable& timetable) : pair_(pair), timetable_(timetable) {}

  // Reads the lists, those alone of which the pair has documents, from where they were read to; once a day a
  // day more. Put off while the day's calls are scarce. A failure is a sentence in `trouble`, and is tried
  // again by the timetable; the error is the store's.
  Result<void> step(std::vector<std::string>& trouble, const Stop& stop);
  // What became of these hints of the ledger; one call for all documents of a kind.
  Result<std::vector<store::HandledItem>> hinted(const std::vector<store::ClaimedItem>& hints,
                                                 const Stop& stop);

 private:
  // The ledger's failure is in `failure`; the error is the store's.
  Result<void> read(const std::string& stream, Millis reach_back, std::optional<Error>& failure,
                    const Stop& stop);
  Result<void> compare(const std::vector<LedgerChange>& changes, const Stop& stop);
  void compare_one(const store::OutsideDocument& document, const LedgerChange& theirs,
                   std::vector<store::Comparison>& found, const Stop& stop);
  Result<void> compare_shares(const store::OutsideDocument& giver, const LedgerChange& theirs,
                              std::vector<store::Comparison>& found, const Stop& stop);
  // What stands in a ledger that posts later than it takes: how far it has come, and whether it is still
  // there. `closely`: also what was posted in the last weeks.
  Result<void> look_again(bool closely, std::optional<Error>& failure, const Stop& stop);
  std::optional<Places> said_by(const store::OutsideDocument& document) const;
  std::optional<Decimal> rate_of(const store::OutsideDocument& document) const;
  Result<bool> may_read();
  bool merged(const std::string& contact, const std::string& into, const Stop& stop);

  const Pair& pair_;
  Timetable& timetable_;
  std::map<std::string, std::string> merged_into_;  // contacts that were asked for
};

}  // namespace crosswalk::flow
