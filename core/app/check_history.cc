#include "app/check_history.h"

#include "app/offline_mapping.h"

namespace crosswalk::app {
namespace {

constexpr std::int64_t progress_every = 250;

}  // namespace

Result<History> check_history(Session& session, const config::PairConfig& pair,
                              std::shared_ptr<const rules::RuleSet> rules, store::Store& store,
                              Instant since) {
  const auto mapping = OfflineMapping::make(pair, session.clock, std::move(rules));
  if (!mapping) return mapping.error();
  rules::Mapper& mapper = (*mapping)->mapper();
  rules::Hits hits;
  mapper.count_into(&hits);
  History history;
  auto done = store.each_received(
      pair.name.value, since,
      [&](const store::RecordRow&, const Record& record, const std::string&) -> Result<void> {
        if (session.stop.stop_requested()) return fail(ErrorKind::stopped, "the check was stopped");
        // What returns and settlements ask depends on what else is booked by then.
        if (record.key.kind != RecordKind::order) return {};
        (*mapping)->translator().translate(record, nullptr);
        if (++history.orders % progress_every == 0)
          progress(session,
                   pair.name.value + ": mapped " + std::to_string(history.orders) + " stored orders");
        return {};
      });
  if (!done) return done.error();
  if (history.orders == 0) return history;
  auto never = rules::never_met(mapper.rule_set(), mapper.places(), hits, history.orders);
  if (!never) return never.error();
  history.never_met = std::move(*never);
  return history;
}

}  // namespace crosswalk::app
