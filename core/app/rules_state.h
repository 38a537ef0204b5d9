// RulesState: which rules of a pair are live, what lies on disk beside them, and who runs what, for `status`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/session.h"
#include "config/workspace.h"
#include "flow/reload.h"
#include "store/store.h"

namespace crosswalk::app {

struct RulesState {
  std::optional<store::PublishedRules> live;  // without files
  std::string disk;                           // the version on disk; "" when it cannot be loaded
  std::string disk_flaw;                      // why not, with file:line
  std::optional<flow::Refusal> refusal;       // of the last look at the disk
  std::vector<store::WorkerRow> workers;      // alive
};

Result<RulesState> rules_state(store::Store& store, const config::PairConfig& pair, Instant now);
Json rules_state_json(const RulesState& state);
void print_rules_state(Session& session, const RulesState& state);

}  // namespace crosswalk::app
