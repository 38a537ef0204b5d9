// `once`: read, map and post what there is now, then end.
#include <algorithm>
#include <thread>

#include "app/alerting.h"
#include "app/commands.h"
#include "app/engines.h"
#include "app/summary.h"
#include "base/json_tree.h"
#include "model/lease.h"
#include "wire/curl_transport.h"

namespace crosswalk::app {
namespace {

// A look-up that must be repeated, or a lease that a dead worker left, is waited for; longer things are not.
constexpr Millis patience = run_group_lease + Millis{60'000};

}  // namespace

int once(Session& session, const OnceOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pairs = chosen_pairs(opening->workspace, options.pairs);
  if (!pairs) return failed(session, pairs.error());
  wire::CurlTransport transport;
  const auto alerting = Alerting::make(opening->workspace, transport, *opening->store, session.clock);
  if (!alerting) return failed(session, alerting.error());
  auto running = make_engines(*pairs, *opening->store,
                              {transport, *opening->store, session.clock, wire::random_jitter(),
                               opening->store.get(), (*alerting)->face()},
                              TakeUp::published, session);
  if (!running) return failed(session, running.error());
  int code = exit_ok;
  Json all = Json::object();
  std::vector<std::string> unfinished;
  for (auto& pair : *running) {
    std::jthread keeper([&pair](const std::stop_token& ended) {
      if (const auto kept = pair.keeper->run(ended); !kept) log::error("rules", kept.error().text());
    });
    const auto report = pair.engine->once(
        !options.no_sweep, patience,
        [&](const std::string& text) { progress(session, pair.name + ": " + text); }, session.stop);
    keeper.request_stop();
    keeper.join();
    end_progress(session);
    if (!report) {
      (*alerting)->store_failed(report.error(), session.stop);
      return failed(session, report.error());
    }
    for (const auto& sentence : report->trouble)
      session.err << "crosswalk: " << pair.name << ": " << sentence << "\n";
    if (!report->trouble.empty()) code = exit_outside;
    if (!report->trouble.empty() && !report->finished) unfinished.push_back(pair.name);
    const auto summary = summarise(*opening->store, pair.name);
    if (!summary) return failed(session, summary.error());
    if (session.json)
      all[pair.name] = summary_json(*summary);
    else
      print_summary(session, *summary);
    // What waits for a person is what `once` was not able to do.
    if (code == exit_ok && (!report->finished || waits_for_person(*summary))) code = exit_not_so;
  }
  (*alerting)->once(*pairs, unfinished, session.stop);
  if (session.json) print(session, all);
  return code;
}

}  // namespace crosswalk::app
