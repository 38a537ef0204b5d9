// `reload`: puts the rules on disk live: reads, compiles, checks, tests and publishes them, then waits until
// every worker runs them.
#include "flow/reload.h"

#include <algorithm>
#include <memory>

#include "app/commands.h"
#include "app/going_live.h"
#include "app/offline.h"
#include "app/opening.h"
#include "app/rule_bench.h"
#include "app/time_limit.h"
#include "app/wiring.h"
#include "base/json_tree.h"
#include "base/log.h"
#include "flow/reference_notes.h"
#include "wire/curl_transport.h"

namespace crosswalk::app {
namespace {

using Lists = std::shared_ptr<const Reference>;

// A ledger that does not answer must not keep a mended rule from going live.
constexpr Millis ledger_patience{20'000};
// Lists that a running engine has kept are as good as fresh ones, and cost no calls.
constexpr Millis lists_last{6 * 3'600'000};

Lists ask_ledger(const Session& session, const config::PairConfig& pair, store::Store& store) {
  wire::CurlTransport transport;
  const auto systems =
      Systems::make(pair, {transport, store, session.clock, wire::random_jitter(), &store}, true);
  if (!systems) return nullptr;
  const TimeLimit limit(ledger_patience, session.stop);
  auto read = (*systems)->ledger().reference(limit.stop());
  if (!read) return nullptr;
  if (const auto kept = flow::keep_reference(store, pair.name.value, (*systems)->ledger(), *read); !kept)
    log::warning("reload", kept.error().text());
  return std::make_shared<const Reference>(std::move(*read));
}

// What is kept, unless it is too old or `anew` says that it may be; asked at most once.
class LedgerLists {
 public:
  LedgerLists(const Session& session, const config::PairConfig& pair, store::Store& store)
      : session_(session), pair_(pair), store_(store) {}

  Lists get(bool anew) {
    if (asked_) return lists_;
    if (lists_ == nullptr) lists_ = kept();
    if (!anew && lists_ != nullptr && session_.clock.now() < lists_->read + lists_last) return lists_;
    asked_ = true;
    if (auto fresh = ask_ledger(session_, pair_, store_)) lists_ = std::move(fresh);
    return lists_;
  }

 private:
  Lists kept() {
    NoNetwork network;
    NoBudget budget;
    const auto systems =
        Systems::make(pair_, {network, budget, session_.clock, wire::random_jitter()}, false);
    if (!systems) return nullptr;
    auto read = flow::kept_reference(store_, pair_.name.value, &(*systems)->ledger());
    return read && read->has_value() ? std::make_shared<const Reference>(std::move(**read)) : nullptr;
  }

  const Session& session_;
  const config::PairConfig& pair_;
  store::Store& store_;
  Lists lists_;
  bool asked_ = false;
};

}  // namespace

int reload(Session& session, const ReloadOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pairs = chosen_pairs(opening->workspace, options.pairs);
  if (!pairs) return failed(session, pairs.error());
  store::Store& store = *opening->store;
  Json all = Json::object();
  int code = exit_ok;
  for (const auto* pair : *pairs) {
    const std::string& name = pair->name.value;
    progress(session, name + ": checking and testing the rules");
    LedgerLists lists(session, *pair, store);
    const auto bench = RuleBench::make(*pair, session.clock);
    if (!bench) return failed(session, bench.error());
    const auto outcome =
        flow::Reload(rule_home_of(*pair), store, session.clock, &(*bench)->workbench())
            .from_disk(flow::Reload::Wish::asked, [&lists](bool anew) { return lists.get(anew); });
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
