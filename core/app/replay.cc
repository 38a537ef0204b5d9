// `replay`: sends records round again after a rule, a table or the ledger was mended. It shows first what
// would change in money.
#include <algorithm>
#include <set>

#include "app/commands.h"
#include "app/offline_mapping.h"
#include "app/opening.h"
#include "app/preview_print.h"
#include "base/json_tree.h"
#include "flow/preview.h"
#include "store/all_records.h"

namespace crosswalk::app {
namespace {

Result<std::vector<store::RecordRow>> chosen(store::Store& store, const std::string& pair,
                                             const ReplayOptions& options) {
  std::vector<store::RecordRow> rows;
  std::set<std::int64_t> seen;
  const auto add = [&](const store::RecordFilter& filter) -> Result<void> {
    return store::each_record_of(store, filter, [&](const store::RecordRow& row) -> Result<void> {
      if (seen.insert(row.id).second) rows.push_back(row);
      return {};
    });
  };
  store::RecordFilter filter;
  filter.pair = pair;
  for (const auto& id : options.ids) {
    filter.id = id;
    const auto before = rows.size();
    if (auto added = add(filter); !added) return added.error();
    if (rows.size() == before)
      return fail(ErrorKind::not_found, "no record " + id + " was received for pair " + pair);
  }
  filter.id.clear();
  if (options.held) filter.states.push_back(RecordState::held);
  if (options.dead) filter.states.push_back(RecordState::dead);
  if (!filter.states.empty())
    if (auto added = add(filter); !added) return added.error();
  if (options.rejected) {
    filter.states.clear();
    filter.documents = {DocumentState::rejected};
    if (auto added = add(filter); !added) return added.error();
  }
  return rows;
}

Result<flow::Preview> effect_of(store::Store& store, std::vector<store::RecordRow> rows,
                                const config::PairConfig& pair, Clock& clock, OfflineMapping& mapping) {
  const flow::Pair own{.settings = settings_of(pair),
                       .source = mapping.source(),
                       .ledger = mapping.ledger(),
                       .channel = mapping.channel(),
                       .store = store,
                       .clock = clock,
                       .rules = nullptr};
  flow::Previewer previewer({.edited = mapping.translator(),
                             .live = {},
                             .settlements = mapping.settlements(),
                             .ledger = mapping.ledger(),
                             .store = store,
                             .own = &own,
                             .books = &mapping.books()},
                            mapping.lock());
  std::stable_partition(rows.begin(), rows.end(),
                        [](const store::RecordRow& row) { return !grows(row.key.kind); });
  for (const auto& row : rows) {
    const auto record = store.record(row.id);
    if (!record) return record.error();
    const auto entries = store.entries_of(row.id);
    if (!entries) return entries.error();
    if (auto added = previewer.add(&row, *record, *entries); !added) return added.error();
  }
  return previewer.finish("", mapping.rules().version());
}

std::int64_t records_of(const flow::Preview& effect) {
  return effect.records + static_cast<std::int64_t>(effect.own.size());
}

void show(Session& session, const flow::Preview& effect) {
  session.out << flow::counted(records_of(effect), "record") << "; with the rules of now "
              << flow::counted(records_of(effect) - effect.waits()) << " would be settled and "
              << flow::counted(effect.waits()) << " would still wait\n";
  for (const flow::PreviewOwn& own : effect.own)
    session.out << "  " << name_of(own.kind) << " " << own.id << ": " << name_of(own.after) << ", "
                << own.text << "\n";
  session.out << "\n" << preview_tables(effect.tables);
}

bool agreed(Session& session) {
  session.err << "replay them? [y/N] " << std::flush;
  std::string answer;
  std::getline(session.in, answer);
  return answer == "y" || answer == "yes";
}

}  // namespace

int replay(Session& session, const ReplayOptions& options) {
  if (options.ids.empty() && !options.held && !options.dead && !options.rejected)
    return failed(session, fail(ErrorKind::config, "say which: order numbers, --held, --dead or --rejected"));
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pair = chosen_pair(opening->workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  const auto rows = chosen(*opening->store, (*pair)->name.value, options);
  if (!rows) return failed(session, rows.error());
  const auto mapping = OfflineMapping::make(**pair, session.clock, *opening->store);
  if (!mapping) return failed(session, mapping.error());
  const auto effect = effect_of(*opening->store, *rows, **pair, session.clock, **mapping);
  if (!effect) return failed(session, effect.error());
  if (!session.json) show(session, *effect);
  if (rows->empty() && !session.json) return exit_ok;
  if (!rows->empty() && !options.yes && !agreed(session)) return exit_not_so;
  int sent = 0;
  for (const auto& row : *rows) {
    if (row.state == RecordState::received) continue;
    if (auto done = opening->store->replay(row.id, worker_name(), session.clock.now()); !done)
      return failed(session, done.error());
    ++sent;
  }
  if (session.json)
    print(
        session,
        {{"replayed", sent}, {"settled", records_of(*effect) - effect->waits()}, {"held", effect->waits()}});
  else
    session.out << sent
                << " records sent round again; a running engine takes them, or `crosswalk once --no-sweep`\n";
  return exit_ok;
}

}  // namespace crosswalk::app
