#include "app/offline_mapping.h"

namespace crosswalk::app {

Result<std::unique_ptr<OfflineMapping>> OfflineMapping::make(const config::PairConfig& pair, Clock& clock) {
  auto rules = rules_of(pair);
  if (!rules) return rules.error();
  return make(pair, clock, std::move(*rules));
}

Result<std::unique_ptr<OfflineMapping>> OfflineMapping::make(const config::PairConfig& pair, Clock& clock,
                                                             std::shared_ptr<const rules::RuleSet> rules) {
  const auto settings = settings_of(pair);
  std::unique_ptr<OfflineMapping> made(new OfflineMapping());
  made->rules_ = std::move(rules);
  auto mapper = rules::make_mapper(made->rules_, settings.rule_budget);
  if (!mapper) return mapper.error();
  made->mapper_ = std::move(*mapper);
  auto systems = Systems::make(pair, {made->network_, made->budget_, clock, wire::random_jitter()}, false);
  if (!systems) return systems.error();
  made->systems_ = std::move(*systems);
  made->translator_ = std::make_unique<flow::Translator>(
      made->source(), *made->mapper_,
      flow::TranslateSettings{settings.book, settings.books_start, settings.pays});
  return made;
}

}  // namespace crosswalk::app
