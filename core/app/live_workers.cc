#include "app/live_workers.h"

#include <algorithm>

#include "base/json_tree.h"
#include "base/limits.h"

namespace crosswalk::app {
namespace {

constexpr Millis between_looks{50};

}  // namespace

Result<std::vector<store::WorkerRow>> live_workers(store::Store& store, const std::string& pair,
                                                   Instant now) {
  auto workers = store.workers(pair);
  if (!workers) return workers;
  std::erase_if(*workers, [now](const auto& worker) { return worker.seen + limits::worker_silence <= now; });
  return workers;
}

Result<Arrival> await_workers(Session& session, store::Store& store, const std::string& pair,
                              const std::string& version, Millis longest) {
  const Instant end = session.clock.now() + longest;
  for (;;) {
    Arrival arrival;
    auto workers = live_workers(store, pair, session.clock.now());
    if (!workers) return workers.error();
    arrival.workers = std::move(*workers);
    const auto behind = std::find_if(arrival.workers.begin(), arrival.workers.end(),
                                     [&](const auto& worker) { return worker.version != version; });
    if (behind == arrival.workers.end()) return arrival;
    const auto live = store.published_version(pair);
    if (!live) return live.error();
    if (*live != version)
      arrival.lack =
          "version " + *live + " has been published meanwhile; `crosswalk rules history` says by whom";
    else if (!behind->trouble.empty())
      arrival.lack = behind->worker + " goes on with version " + behind->version + ": " + behind->trouble;
    if (!arrival.lack.empty()) return arrival;
    progress(session, pair + ": waiting for " + behind->worker + " to take up version " + version);
    const bool in_time = session.clock.now() < end;
    if (!in_time || !session.clock.wait_until(session.clock.now() + between_looks, session.stop)) {
      arrival.lack = behind->worker + " still runs version " + behind->version +
                     " and was not waited for any " +
                     "longer; `crosswalk status` says when it has taken up the new one";
      return arrival;
    }
  }
}

Json workers_json(const std::vector<store::WorkerRow>& workers) {
  Json json = Json::array();
  for (const auto& worker : workers)
    json.push_back({{"worker", worker.worker},
                    {"version", worker.version},
                    {"trouble", worker.trouble},
                    {"seen", worker.seen.text()}});
  return json;
}

}  // namespace crosswalk::app
