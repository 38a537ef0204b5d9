// RandomFaults: failures spread over the calls, the same ones for the same seed: 500 (JSON), 502 and 504
// (HTML), 503 (text), no answer, half an answer, an answer later than any time-out (the caller sees no
// answer), 429. Each but the last strikes before or after the work was done. Not thread-safe: XeroService
// locks.
#pragma once

#include <cstdint>
#include <optional>
#include <random>

#include "simulator/service.h"

namespace crosswalk::simulator::xero_sim {

struct Strike {
  Fault::When when = Fault::When::before_commit;
  Answer answer;
};

class RandomFaults {
 public:
  // `share` of the calls is struck: 0 none, 1 all.
  void set(std::uint64_t seed, double share);
  // What strikes the next call, if anything.
  std::optional<Strike> next();
  int struck() const { return struck_; }

 private:
  std::mt19937_64 random_;
  std::uint64_t threshold_ = 0;  // of a million
  int struck_ = 0;
};

}  // namespace crosswalk::simulator::xero_sim
