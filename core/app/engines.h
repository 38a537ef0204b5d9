// Engines: one engine a pair, with the systems and rules that it needs, for `once`, `run` and `demo`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/opening.h"
#include "app/rule_bench.h"
#include "app/wiring.h"
#include "flow/engine.h"
#include "flow/rule_keeper.h"

namespace crosswalk::app {

struct RunningPair {
  std::string name;
  std::unique_ptr<Systems> systems;
  std::unique_ptr<flow::Engine> engine;
  std::unique_ptr<RuleBench> bench;
  std::unique_ptr<flow::RuleKeeper> keeper;  // null when nobody else may bring rules
};

// What an engine takes up while it runs: nothing, what others publish, or changed files as well.
enum class TakeUp { nothing, published, files };

// Resolves the secrets and builds the engines, each on the rules that are live. Of a new store those on disk
// are published first; changed ones go the way of a reload. `store` is the budget's and the engines' store.
Result<std::vector<RunningPair>> make_engines(const std::vector<const config::PairConfig*>& pairs,
                                              store::Store& store, const Outside& outside, TakeUp take_up,
                                              const Session& session);

}  // namespace crosswalk::app
