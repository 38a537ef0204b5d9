// `run`: the engine, until it is stopped.
#include <thread>

#include "app/alerting.h"
#include "app/commands.h"
#include "app/engines.h"
#include "app/hooks.h"
#include "wire/curl_transport.h"

namespace crosswalk::app {

int run(Session& session, const RunOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pairs = chosen_pairs(opening->workspace, options.pairs);
  if (!pairs) return failed(session, pairs.error());
  wire::CurlTransport transport;
  const auto alerting = Alerting::make(opening->workspace, transport, *opening->store, session.clock);
  if (!alerting) return failed(session, alerting.error());
  if (session.hangup != nullptr) session.hangup->heeded = true;
  auto running = make_engines(*pairs, *opening->store,
                              {transport, *opening->store, session.clock, wire::random_jitter(),
                               opening->store.get(), (*alerting)->face()},
                              TakeUp::files, session);
  if (!running) return failed(session, running.error());
  const auto listener = start_listening(opening->workspace, *pairs, *opening->store, session.clock);
  if (!listener) return failed(session, listener.error());
  // A pair whose store fails ends them all: an engine that cannot write must not look alive.
  std::stop_source stop;
  const std::stop_callback forward(session.stop, [&stop] { stop.request_stop(); });
  std::vector<Result<void>> results(2 * running->size());
  {
    std::vector<std::jthread> threads;
    threads.emplace_back([&] { (*alerting)->run(*pairs, stop.get_token()); });
    for (std::size_t i = 0; i < running->size(); ++i) {
      log::info("run", "pair " + (*running)[i].name + " runs with version " +
                           (*running)[i].engine->live_rules().version() + " of its rules");
      threads.emplace_back([&, i] {
        results[2 * i] = (*running)[i].engine->run(stop.get_token());
        if (!results[2 * i]) stop.request_stop();
      });
      threads.emplace_back([&, i] {
        results[2 * i + 1] = (*running)[i].keeper->run(stop.get_token());
        if (!results[2 * i + 1]) stop.request_stop();
      });
    }
  }
  if (*listener) (*listener)->stop();
  for (const auto& result : results)
    if (!result) {
      (*alerting)->store_failed(result.error(), session.stop);
      return failed(session, result.error());
    }
  log::info("run", "stopped");
  return exit_ok;
}

}  // namespace crosswalk::app
