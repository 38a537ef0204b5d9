// Erasure: takes buyers' data out of the records that have been settled for as long as the pair says. What
// was decided, posted and answered stays, and a record can still be taken apart into its lines. Not
// thread-safe.
#pragma once

#include "flow/pair.h"

namespace crosswalk::flow {

class Erasure {
 public:
  explicit Erasure(const Pair& pair) : pair_(pair) {}

  // The next batch of records; the answer is how many were scrubbed, 0 when nothing is old enough.
  Result<std::size_t> step();

 private:
  const Pair& pair_;
};

}  // namespace crosswalk::flow
