// DeliveryState: what a pair's backlog costs in calls to its ledger, what is left of them and when it is
// done, for `status`. Makes no call.
#pragma once

#include <optional>

#include "app/session.h"
#include "base/clock.h"
#include "config/workspace.h"
#include "flow/forecast.h"
#include "store/store.h"

namespace crosswalk::app {

struct DeliveryState {
  flow::Forecast forecast;
  Instant now;
  std::int64_t undelivered = 0;   // documents that went out long ago and are not known to have arrived
  Instant undelivered_since;      // of the one that is longest out
  std::optional<Instant> leaves;  // when the pair's calendar lets documents go next; nothing: at any time
};

Result<DeliveryState> delivery_state(store::Store& store, const config::PairConfig& pair, Clock& clock);
Json delivery_state_json(const DeliveryState& state);
// "this backlog needs 46 calls; 3,660 left today; done 14:20 UTC", when the calendar lets them go, and a line
// for each limit that is used up, and one for what goes on not being delivered.
void print_delivery_state(Session& session, const DeliveryState& state);

}  // namespace crosswalk::app
