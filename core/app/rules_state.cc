#include "app/rules_state.h"

#include "app/live_workers.h"
#include "app/wiring.h"
#include "base/json_tree.h"

namespace crosswalk::app {

Result<RulesState> rules_state(store::Store& store, const config::PairConfig& pair, Instant now) {
  RulesState state;
  const std::string& name = pair.name.value;
  auto history = store.rules_history(name, 1);
  if (!history) return history.error();
  if (!history->empty()) state.live = std::move(history->front());
  if (const auto disk = rules_of(pair))
    state.disk = (*disk)->version();
  else
    state.disk_flaw = disk.error().text();
  auto refusal = flow::last_refusal(store, name);
  if (!refusal) return refusal.error();
  state.refusal = std::move(*refusal);
  auto workers = live_workers(store, name, now);
  if (!workers) return workers.error();
  state.workers = std::move(*workers);
  return state;
}

Json rules_state_json(const RulesState& state) {
  Json json = Json::object();
  if (state.live)
    json["live"] = {{"version", state.live->version},
                    {"published", state.live->published.text()},
                    {"by", state.live->by},
                    {"cause", state.live->cause},
                    {"tests", state.live->tests}};
  json["disk"] = {{"version", state.disk}, {"flaw", state.disk_flaw}};
  if (state.refusal)
    json["refused"] = {{"at", state.refusal->at.text()},
                       {"version", state.refusal->version},
                       {"where", state.refusal->error.where},
                       {"message", state.refusal->error.message}};
  json["workers"] = workers_json(state.workers);
  return json;
}

void print_rules_state(Session& session, const RulesState& state) {
  session.out << "  rules  ";
  if (state.live)
    session.out << state.live->version << " live since " << state.live->published.text_seconds() << ", "
                << state.live->cause << " by " << state.live->by
                << (state.live->tests.empty() ? "" : ", its tests: " + state.live->tests) << "\n";
  else
    session.out << "none were published yet\n";
  if (!state.disk_flaw.empty())
    session.out << "    on disk they cannot be loaded: " << state.disk_flaw << "\n";
  else if (!state.live || state.disk != state.live->version)
    session.out << "    on disk is version " << state.disk << ", which is not live\n";
  // A flaw that is there now has been told already.
  if (state.refusal && state.disk_flaw.empty())
    session.out << "    refused " << state.refusal->at.text_seconds() << ": " << state.refusal->error.text()
                << "\n";
  for (const auto& worker : state.workers)
    session.out << "    " << worker.worker << " runs " << worker.version
                << (worker.trouble.empty() ? "" : ", because: " + worker.trouble) << "\n";
}

}  // namespace crosswalk::app
