#include "rules/rule_set.h"

#include "rules/loaded_rule_set.h"
#include "rules/lua/machine.h"

namespace crosswalk::rules {

Result<std::shared_ptr<const RuleSet>> make_rule_set(std::unique_ptr<const Sources> sources) {
  auto machine = Machine::make(*sources, RuleBudget());
  if (!machine) return machine.error();
  Program program = (*machine)->program();
  machine->reset();  // it looks into the sources
  return std::shared_ptr<const RuleSet>(
      std::make_shared<LoadedRuleSet>(std::move(sources), std::move(program)));
}

Result<std::shared_ptr<const RuleSet>> load_rules(const std::filesystem::path& directory,
                                                  std::string_view shown_as,
                                                  const std::filesystem::path& scripts) {
  auto sources = Sources::read(directory, shown_as, scripts);
  if (!sources) return sources.error();
  return make_rule_set(std::move(*sources));
}

}  // namespace crosswalk::rules
