#include "app/rule_bench.h"

namespace crosswalk::app {

Result<std::unique_ptr<RuleBench>> RuleBench::make(const config::PairConfig& pair, Clock& clock) {
  auto bench = std::make_unique<RuleBench>();
  auto systems = Systems::make(pair, {bench->network_, bench->budget_, clock, wire::random_jitter()}, false);
  if (!systems) return systems.error();
  bench->systems_ = std::move(*systems);
  bench->workbench_ = std::make_unique<flow::RecordWorkbench>(pair.name.value, bench->systems_->source(),
                                                              bench->systems_->ledger(), pair.book);
  return bench;
}

}  // namespace crosswalk::app
