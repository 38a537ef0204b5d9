// `reload`: puts the rules on disk live: reads, compiles, checks, tests and publishes them, then waits until
// every worker runs them.
#include "flow/reload.h"

#include <algorithm>
#include <optional>

#include "app/commands.h"
#include "app/going_live.h"
#include "app/opening.h"
#include "app/time_limit.h"
#include "app/wiring.h"
#include "base/json_tree.h"
#include "wire/curl_transport.h"

namespace crosswalk::app {
namespace {

// A ledger that does not answer must not keep a mended rule from going live.
constexpr Millis ledger_patience{20'000};

}  // namespace

int reload(Session& session, const ReloadOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pairs = chosen_pairs(opening->workspace, options.pairs);
  if (!pairs) return failed(session, pairs.error());
  store::Store& store = *opening->store;
  wire::CurlTransport transport;
  const Outside outside{transport, store, session.clock, wire::random_jitter()};
  Json all = Json::object();
  int code = exit_ok;
  for (const auto* pair : *pairs) {
    const std::string& name = pair->name.value;
    progress(session, name + ": checking and testing the rules");
    std::shared_ptr<const Reference> lists;
    const auto reference = [&](bool anew) {
      if (anew || lists != nullptr) return lists;
      const auto systems = Systems::make(*pair, outside, true);
      if (!systems) return lists;
      const TimeLimit limit(ledger_patience, session.stop);
      auto read = (*systems)->ledger().reference(limit.stop());
      if (read) lists = std::make_shared<const Reference>(std::move(*read));
      return lists;
    };
    const auto outcome = flow::Reload(rule_home_of(*pair), store, session.clock)
                             .from_disk(flow::Reload::Wish::asked, reference);
    end_progress(session);
    if (!outcome) return failed(session, outcome.error());
    const auto told = tell_outcome(session, store, name, *outcome, options.timeout, all);
    if (!told) return failed(session, told.error());
    code = std::max(code, *told);
  }
  if (session.json) print(session, all);
  return code;
}

}  // namespace crosswalk::app
