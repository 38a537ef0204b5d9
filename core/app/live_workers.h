// LiveWorkers: waits until every running worker of a pair maps with one version of the rules.
#pragma once

#include <string>
#include <vector>

#include "app/session.h"
#include "store/store.h"

namespace crosswalk::app {

struct Arrival {
  std::vector<store::WorkerRow> workers;  // those that are alive
  std::string lack;                       // a sentence: why not all of them run it; "" when they do
};

// The workers of a pair that have reported lately.
Result<std::vector<store::WorkerRow>> live_workers(store::Store& store, const std::string& pair, Instant now);

// Waits at most `longest`. No worker at all has arrived as well.
Result<Arrival> await_workers(Session& session, store::Store& store, const std::string& pair,
                              const std::string& version, Millis longest);

Json workers_json(const std::vector<store::WorkerRow>& workers);

}  // namespace crosswalk::app
