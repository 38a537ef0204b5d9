// Check history: maps what the store received to see which places of the rules nothing ever met.
#pragma once

#include <vector>

#include "app/session.h"
#include "config/workspace.h"
#include "rules/lint/lint.h"
#include "store/store.h"

namespace crosswalk::app {

struct History {
  std::int64_t orders = 0;
  std::int64_t returns = 0;
  std::int64_t settlements = 0;
  std::int64_t records() const { return orders + returns + settlements; }  // 0: nothing can be said
  std::vector<rules::Finding> never_met;
};

Result<History> check_history(Session& session, const config::PairConfig& pair,
                              std::shared_ptr<const rules::RuleSet> rules, store::Store& store,
                              Instant since);

}  // namespace crosswalk::app
