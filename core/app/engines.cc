#include "app/engines.h"

#include "base/log.h"

namespace crosswalk::app {
namespace {

Result<RunningPair> make_engine(const config::PairConfig& config, store::Store& store, const Outside& outside,
                                TakeUp take_up, const Session& session) {
  const flow::RuleHome rule_home = rule_home_of(config);
  auto bench = RuleBench::make(config, outside.clock);
  if (!bench) return bench.error();
  auto start = flow::Reload(rule_home, store, outside.clock, &(*bench)->workbench()).start();
  if (!start) return start.error();
  for (const auto& remark : start->remarks) log::warning("rules", config.name.value + ": " + remark);
  Outside with_store = outside;
  with_store.store = &store;
  auto systems = Systems::make(config, with_store, true);
  if (!systems) return systems.error();
  RunningPair pair{config.name.value, std::move(*systems), nullptr, std::move(*bench), nullptr};
  const flow::PairSettings settings = settings_of(config);
  auto engine = flow::Engine::make({settings,
                                    pair.systems->source(),
                                    pair.systems->ledger(),
                                    pair.systems->channel(),
                                    store,
                                    outside.clock,
                                    std::move(start->rules),
                                    outside.alerts,
                                    {},
                                    pair.systems->rates()});
  if (!engine) return engine.error();
  pair.engine = std::move(*engine);
  if (take_up == TakeUp::nothing) return pair;
  pair.keeper = std::make_unique<flow::RuleKeeper>(
      flow::RuleKeeper::Settings{rule_home, settings.worker, settings.rule_budget, take_up == TakeUp::files,
                                 session.hangup, &pair.bench->workbench(), outside.alerts},
      *pair.engine, store, outside.clock);
  if (auto begun = pair.keeper->begin(start->disk_differs, session.stop); !begun) return begun.error();
  return pair;
}

}  // namespace

Result<std::vector<RunningPair>> make_engines(const std::vector<const config::PairConfig*>& pairs,
                                              store::Store& store, const Outside& outside, TakeUp take_up,
                                              const Session& session) {
  std::vector<RunningPair> running;
  for (const auto* config : pairs) {
    auto pair = make_engine(*config, store, outside, take_up, session);
    if (!pair) return pair.error();
    running.push_back(std::move(*pair));
  }
  return running;
}

}  // namespace crosswalk::app
