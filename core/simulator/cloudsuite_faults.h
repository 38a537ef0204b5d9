// CloudSuiteRandomFaults: failures spread over the calls, the same ones for the same seed and calls, each
// under a name that it is counted by. Of every kind of call one in so many is struck, at a place nobody can
// foresee, and by the rarest fault so far of those that can strike it: a short run meets them all. Not
// thread-safe: CloudSuiteService locks.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "simulator/cloudsuite_switches.h"
#include "simulator/service.h"

namespace crosswalk::simulator::cloudsuite_sim {

struct Strike {
  enum class Kind {
    before,       // instead of the work
    after,        // the work was done, and this is the answer
    goes_on,      // this is the answer, and the work is done `lag` later
    slow,         // the work is done, and answered, `lag` later
    half_batch,   // this is the answer, and the first half of the batch is done
    row_refused,  // the work is done, but for one row of the batch, which is refused by its answer
    edit_error,   // the work is done, and the edit of a row finds something wrong later
    twice,        // something on the way repeats the call: the answer is that of the second time
    revoked,      // instead of the work, and every token given out before is dead
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
  // How often each struck; all are named, also those that have not.
  std::map<std::string, int> struck() const;

 private:
  // So many calls of one kind in a row, of which one is struck.
  struct Block {
    std::uint64_t passed = 0;
    std::uint64_t struck = 0;
  };
  std::mt19937_64 random_;
  std::uint64_t block_size_ = 0;  // 0: none is struck
  std::map<unsigned, Block> blocks_;
  std::vector<int> counts_;  // by the order in which they are listed
};

}  // namespace crosswalk::simulator::cloudsuite_sim
