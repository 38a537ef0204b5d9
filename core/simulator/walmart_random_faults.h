// Random faults for soak runs: a share of the calls is spoiled in one of the ways that callers of Walmart
// report, before it takes effect or after (walmart.md §7, §10.2). The same seed spoils the same calls. Not
// thread-safe; the service locks.
#pragma once

#include <optional>

#include "simulator/service.h"
#include "simulator/world_dice.h"

namespace crosswalk::simulator {

class WalmartRandomFaults {
 public:
  struct Spoiling {
    Fault fault;
    bool half_body = false;  // the true answer, cut in the middle of its JSON
  };

  // `share` 0 … 1 of the calls; 0 ends it.
  void set(std::uint64_t seed, double share);
  // What happens to this call, if anything.
  std::optional<Spoiling> draw(const wire::HttpRequest& request);

 private:
  WorldDice dice_{1};
  double share_ = 0;
};

}  // namespace crosswalk::simulator
