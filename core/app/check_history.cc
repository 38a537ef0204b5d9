#include "app/check_history.h"

#include "app/offline_mapping.h"

namespace crosswalk::app {
namespace {

constexpr std::int64_t progress_every = 250;

}  // namespace

Result<History> check_history(Session& session, const config::PairConfig& pair,
                              std::shared_ptr<const rules::RuleSet> rules, store::Store& store,
                              Instant since) {
  const auto mapping = OfflineMapping::make(pair, session.clock, store, std::move(rules));
  if (!mapping) return mapping.error();
  rules::Mapper& mapper = (*mapping)->mapper();
  rules::Hits hits;
  mapper.count_into(&hits);
  History history;
  auto done = store.each_received(
      pair.name.value, since,
      [&](const store::RecordRow&, const Record& record, const std::string&) -> Result<void> {
        if (session.stop.stop_requested()) return fail(ErrorKind::stopped, "the check was stopped");
        if (record.key.kind == RecordKind::statement) return {};  // no rule is asked about it
        if (record.key.kind == RecordKind::settlement) {
          // Rows that were booked before are asked about as well.
          if (auto asked = (*mapping)->settlements().settle(record, 0); !asked) return asked.error();
          ++history.settlements;
        } else {
          ++(record.key.kind == RecordKind::order ? history.orders : history.returns);
          (*mapping)->translator().translate(record, nullptr);
        }
        if (history.records() % progress_every == 0)
          progress(session,
                   pair.name.value + ": mapped " + std::to_string(history.records()) + " stored records");
        return {};
      });
  if (!done) return done.error();
  if (history.records() == 0) return history;
  auto never = rules::never_met(mapper.rule_set(), mapper.places(), hits, history.records());
  if (!never) return never.error();
  history.never_met = std::move(*never);
  return history;
}

}  // namespace crosswalk::app
