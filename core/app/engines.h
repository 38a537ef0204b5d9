// Engines: one engine a pair, with the systems and rules that it needs, for `once`, `run` and `demo`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/opening.h"
#include "app/wiring.h"
#include "flow/engine.h"

namespace crosswalk::app {

struct RunningPair {
  std::string name;
  std::unique_ptr<Systems> systems;
  std::unique_ptr<flow::Engine> engine;
};

// Loads the rules of each pair (and publishes them in the store when they are not the live ones), resolves
// the secrets and builds the engines. `store` is the budget's and the engines' store.
Result<std::vector<RunningPair>> make_engines(const std::vector<const config::PairConfig*>& pairs,
                                              store::Store& store, const Outside& outside);

}  // namespace crosswalk::app
