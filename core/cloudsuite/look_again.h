// Looking again: what has become of documents that stand. A person may release and post their journals days
// later, delete a journal that is not posted, or reverse one that is (cloudsuite.md §5.3). Where the journals
// of a day are as they were, one list says so; else two lists of the day's rows do.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "cloudsuite/connection.h"
#include "cloudsuite/dialect.h"
#include "cloudsuite/findings.h"
#include "model/ledger_change.h"

namespace crosswalk::cloudsuite {

// What was seen of a day's journals, and of which documents every row lay in one of them. Kept in memory
// only: after a restart the first look is a close one. Safe from any thread.
class JournalMemory {
 public:
  struct Day {
    std::map<std::string, JournalStage> journals;
    std::set<std::string> marks;
  };
  // `day`: a kind of document and a posting date.
  std::optional<Day> of(const std::string& day) const;
  void keep(const std::string& day, Day seen);
  void forget(const std::string& day);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Day> days_;
};

// One answer for each, in their order; nothing: it can not be told, or nothing is new. REQUIRES: all of the
// dialect's kind.
Result<std::vector<std::optional<LedgerChange>>> look_again(const Settings& settings, const Dialect& dialect,
                                                            std::span<const Standing> standing, bool closely,
                                                            JournalMemory& memory, Connection& connection,
                                                            const Stop& stop);

// Where rows of the general ledger put their money, as lists tell it.
std::optional<crosswalk::Places> places_of(const std::string& content);

}  // namespace crosswalk::cloudsuite
