#include "rules/lua/word_names.h"

#include <algorithm>

#include "rules/lua/machine.h"
#include "rules/lua/sandbox.h"

namespace crosswalk::rules {

Result<std::vector<std::string>> word_names() {
  const auto nothing = Sources::of(RuleTexts());
  if (!nothing) return nothing.error();
  auto machine = Machine::make_empty(**nothing, RuleBudget());
  if (!machine) return machine.error();
  lua_State* L = (*machine)->state();
  std::vector<std::string> names;
  push_environment(L);
  lua_pushnil(L);
  while (lua_next(L, -2) != 0) {
    if (is_text(L, -2)) names.emplace_back(text_at(L, -2));
    lua_pop(L, 1);
  }
  (*machine)->drop();
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace crosswalk::rules
