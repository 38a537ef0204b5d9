#include "app/engines.h"

#include "base/json_tree.h"

namespace crosswalk::app {
namespace {

Result<void> publish(store::Store& store, const std::string& pair, const rules::RuleSet& rules, Instant now) {
  const auto live = store.published_rules(pair);
  if (!live) return live.error();
  if (live->has_value() && (*live)->version == rules.version()) return {};
  Json files = Json::object();
  for (const auto& file : rules.files()) files[file.name] = file.text;
  return store.publish_rules(pair, {rules.version(), now, worker_name(), "start", "", "", to_text(files)});
}

}  // namespace

Result<std::vector<RunningPair>> make_engines(const std::vector<const config::PairConfig*>& pairs,
                                              store::Store& store, const Outside& outside) {
  std::vector<RunningPair> running;
  for (const auto* config : pairs) {
    const auto rules = rules_of(*config);
    if (!rules) return rules.error();
    auto systems = Systems::make(*config, outside, true);
    if (!systems) return systems.error();
    if (auto published = publish(store, config->name.value, **rules, outside.clock.now()); !published)
      return published.error();
    RunningPair pair{config->name.value, std::move(*systems), nullptr};
    auto engine = flow::Engine::make({settings_of(*config), pair.systems->source(), pair.systems->ledger(),
                                      pair.systems->channel(), store, outside.clock, *rules});
    if (!engine) return engine.error();
    pair.engine = std::move(*engine);
    running.push_back(std::move(pair));
  }
  return running;
}

}  // namespace crosswalk::app
