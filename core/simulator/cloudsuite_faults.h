// CloudSuiteRandomFaults: failures spread over the calls, the same ones for the same seed: error pages of the
// back end, 504 before and after it did its work and while it still goes on, a batch that ends in the middle,
// 429, 401 for a token that was good, an exception on 200, no answer, half an answer. Not thread-safe:
// CloudSuiteService locks.
#pragma once

#include <cstdint>
#include <optional>
#include <random>

#include "simulator/cloudsuite_switches.h"
#include "simulator/service.h"

namespace crosswalk::simulator::cloudsuite_sim {

struct Strike {
  enum class Kind {
    before,      // instead of the work
    after,       // the work was done, and this is the answer
    goes_on,     // this is the answer, and the work is done `lag` later
    half_batch,  // the same, done at once for the first half of a batch
  };
  Kind kind = Kind::before;
  Answer answer;
  Millis lag{0};
};

class CloudSuiteRandomFaults {
 public:
  // `share` of the calls is struck: 0 none, 1 all.
  void set(std::uint64_t seed, double share);
  // What strikes this call, if anything.
  std::optional<Strike> draw(const wire::HttpRequest& request, const CloudSuiteSwitches& switches);
  int struck() const { return struck_; }

 private:
  std::mt19937_64 random_;
  std::uint64_t threshold_ = 0;  // of a million
  int struck_ = 0;
};

}  // namespace crosswalk::simulator::cloudsuite_sim
