// Linger: whether a batch that is not full leaves now or waits a little for company. While the day's calls
// are plenty everything leaves at once; else a batch waits from when it was first seen. Not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <utility>

#include "base/date.h"
#include "model/document.h"

namespace crosswalk::flow {

class Linger {
 public:
  // Until when documents like `first` wait; nothing: they leave now. `at_most` zero: nobody waits.
  std::optional<Instant> waits(const Document& first, double share, Millis at_most, Instant now);
  // They have left.
  void left(const Document& first) { since_.erase({first.kind, first.operation}); }

 private:
  std::map<std::pair<DocumentKind, Operation>, Instant> since_;
};

}  // namespace crosswalk::flow
