// PushedState: what was pushed to us and waits, or was refused, for `status` and `review`.
#pragma once

#include <string>

#include "app/session.h"
#include "store/store.h"

namespace crosswalk::app {

Json pushed_state_json(const std::vector<store::InboxCount>& counts);
// Nothing when nothing was ever pushed.
void print_pushed_state(Session& session, const std::vector<store::InboxCount>& counts, Instant now);

}  // namespace crosswalk::app
