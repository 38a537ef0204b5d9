// Own records: those that the engine makes itself (model/record.h): the opening balance that crosswalk.yaml
// says, and the accrual of each month once it is over in the books' time zone. Made twice they are known. One
// an engine; not thread-safe.
#pragma once

#include <optional>
#include <string>

#include "flow/pair.h"

namespace crosswalk::flow {

// Orders of a month's last hours are still read after it has ended.
inline constexpr Millis month_rest{6 * 3'600'000};

class OwnRecords {
 public:
  explicit OwnRecords(const Pair& pair) : pair_(pair) {}
  // Cheap when there is nothing new. The error is the store's.
  Result<void> step();

 private:
  Result<void> open();
  Result<void> accrue();
  Result<bool> has(RecordKind kind, const std::string& id) const;

  const Pair& pair_;
  bool opened_ = false;
  std::string accrued_;  // the newest month that is received; empty: not known yet
};

}  // namespace crosswalk::flow
