// GoingLive: what `reload` and `rules rollback` have in common: telling what became of a pair's rules, and
// waiting until every worker runs them.
#pragma once

#include <string>

#include "app/session.h"
#include "flow/reload.h"
#include "store/store.h"

namespace crosswalk::app {

// Says in words what came of it, and in `all` under the pair's name for --json. The answer is the exit code:
// 0 only when every worker that runs has taken it up.
Result<int> tell_outcome(Session& session, store::Store& store, const std::string& pair,
                         const flow::ReloadOutcome& outcome, int timeout_seconds, Json& all);

}  // namespace crosswalk::app
