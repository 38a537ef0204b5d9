// `replay`: sends records round again after a rule, a table or the ledger was mended. It shows first what
// would change in money.
#include <algorithm>
#include <set>

#include "app/commands.h"
#include "app/offline.h"
#include "app/opening.h"
#include "app/wiring.h"
#include "base/json_tree.h"
#include "flow/difference.h"
#include "flow/translate.h"
#include "model/entry_text.h"

namespace crosswalk::app {
namespace {

Result<std::vector<store::RecordRow>> chosen(store::Store& store, const std::string& pair,
                                             const ReplayOptions& options) {
  std::vector<store::RecordRow> rows;
  std::set<std::int64_t> seen;
  const auto add = [&](const store::RecordFilter& filter) -> Result<void> {
    auto found = store.records(filter);
    if (!found) return found.error();
    for (auto& row : *found)
      if (seen.insert(row.id).second) rows.push_back(std::move(row));
    return {};
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
    filter.states = {RecordState::booked};
    const auto booked = store.records(filter);
    if (!booked) return booked.error();
    for (const auto& row : *booked) {
      const auto documents = store.documents_of(row.id);
      if (!documents) return documents.error();
      const bool refused = std::any_of(documents->begin(), documents->end(), [](const auto& d) {
        return d.document.state == DocumentState::rejected;
      });
      if (refused && seen.insert(row.id).second) rows.push_back(row);
    }
  }
  return rows;
}

struct Effect {
  std::vector<std::pair<std::string, Money>> money;
  int booked = 0;
  int still_held = 0;
};

Result<Effect> effect_of(store::Store& store, const std::vector<store::RecordRow>& rows,
                         flow::Translator& translator) {
  Effect effect;
  flow::MoneyByPlace difference;
  for (const auto& row : rows) {
    const auto record = store.record(row.id);
    if (!record) return record.error();
    const auto text = store.entries_of(row.id);
    if (!text) return text.error();
    if (!text->empty()) {
      const auto before = read_entries(*text);
      if (!before) return before.error();
      difference.add(*before, true);
    }
    const flow::Translation& now = translator.translate(*record, nullptr);
    difference.add(now.entries, false);
    if (now.verdict == flow::Translation::Verdict::held || now.verdict == flow::Translation::Verdict::dead)
      ++effect.still_held;
    else
      ++effect.booked;
  }
  auto money = difference.rows();
  if (!money) return money.error();
  effect.money = std::move(*money);
  return effect;
}

void show(Session& session, const Effect& effect, std::size_t count) {
  session.out << count << " records; with the rules of now " << effect.booked << " would be settled and "
              << effect.still_held << " would still wait\n";
  Table table({"", ""});
  for (const auto& [place, money] : effect.money) table.add({"  " + place, money.amount.text(2)});
  if (!effect.money.empty()) table.print(session.out);
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
  const auto rules = rules_of(**pair);
  if (!rules) return failed(session, rules.error());
  const auto settings = settings_of(**pair);
  const auto mapper = rules::make_mapper(*rules, settings.rule_budget);
  if (!mapper) return failed(session, mapper.error());
  NoNetwork network;
  NoBudget budget;
  const auto systems = Systems::make(**pair, {network, budget, session.clock, wire::random_jitter()}, false);
  if (!systems) return failed(session, systems.error());
  flow::Translator translator((*systems)->source(), **mapper, {settings.book, settings.books_start});
  const auto effect = effect_of(*opening->store, *rows, translator);
  if (!effect) return failed(session, effect.error());
  if (!session.json) show(session, *effect, rows->size());
  if (rows->empty()) return exit_ok;
  if (!options.yes && !agreed(session)) return exit_not_so;
  int sent = 0;
  for (const auto& row : *rows) {
    if (row.state == RecordState::received) continue;
    if (auto done = opening->store->replay(row.id, worker_name(), session.clock.now()); !done)
      return failed(session, done.error());
    ++sent;
  }
  if (session.json)
    print(session, {{"replayed", sent}, {"settled", effect->booked}, {"held", effect->still_held}});
  else
    session.out << sent
                << " records sent round again; a running engine takes them, or `crosswalk once --no-sweep`\n";
  return exit_ok;
}

}  // namespace crosswalk::app
