#include "app/offline_mapping.h"

namespace crosswalk::app {

Result<std::unique_ptr<OfflineMapping>> OfflineMapping::make(const config::PairConfig& pair, Clock& clock,
                                                             store::Store& store) {
  auto rules = rules_of(pair);
  if (!rules) return rules.error();
  return make(pair, clock, store, std::move(*rules));
}

Result<std::unique_ptr<OfflineMapping>> OfflineMapping::make(const config::PairConfig& pair, Clock& clock,
                                                             store::Store& store,
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
  const std::string& name = pair.name.value;
  auto lock = flow::kept_lock(store, name);
  if (!lock) return lock.error();
  made->lock_ = *lock;
  auto reference = flow::kept_reference(store, name, &made->ledger());
  if (!reference) return reference.error();
  made->reference_ = std::move(*reference);
  if (made->reference_) made->ledger().use(*made->reference_);
  auto customers = flow::show_customers(store, name, made->ledger(), *made->mapper_);
  if (!customers) return customers.error();
  made->customers_ = std::move(*customers);
  const auto locked_until = made->lock_ ? made->lock_->until : std::nullopt;
  made->books_ = std::make_unique<flow::PreviewedBooks>(store, name, locked_until);
  made->translator_ = std::make_unique<flow::Translator>(
      made->source(), *made->mapper_, flow::translate_settings(settings), made->books_.get());
  auto how = flow::rehearsal_settings(settings);
  how.grounds.locked_until = locked_until;
  how.grounds.reference = made->reference();
  made->grounds_ = how.grounds;
  made->settlements_ = std::make_unique<flow::Rehearsal>(made->source(), *made->mapper_, *made->books_,
                                                         std::move(how), &store);
  return made;
}

}  // namespace crosswalk::app
