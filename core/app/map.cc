// `map`: order files through the rules, one JSON line a record; no network, no store.
#include "flow/map_text.h"

#include "app/commands.h"
#include "app/offline.h"
#include "app/opening.h"
#include "app/wiring.h"

namespace crosswalk::app {
namespace {

constexpr std::size_t write_size = std::size_t{1} << 16;

flow::MapForm form_named(const std::string& name) {
  if (name == "lines") return flow::MapForm::lines;
  return name == "documents" ? flow::MapForm::documents : flow::MapForm::entries;
}

}  // namespace

int map(Session& session, const MapOptions& options) {
  const auto workspace = open_workspace(session);
  if (!workspace) return failed(session, workspace.error());
  const auto pair = chosen_pair(*workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  const auto rules = rules_of(**pair);
  if (!rules) return failed(session, rules.error());
  auto mapper = rules::make_mapper(*rules, settings_of(**pair).rule_budget);
  if (!mapper) return failed(session, mapper.error());
  NoNetwork network;
  NoBudget budget;
  const auto systems = Systems::make(**pair, {network, budget, session.clock, wire::random_jitter()}, false);
  if (!systems) return failed(session, systems.error());
  const auto settings = settings_of(**pair);
  flow::MapText text((*systems)->source(), (*systems)->ledger(), **mapper,
                     {settings.book, settings.books_start});
  const flow::MapForm form = form_named(options.to);
  bool all_mapped = true;
  std::string out;
  Record record;
  record.key.pair = (*pair)->name.value;
  for (const auto& file : options.files) {
    const auto input = read_input(session, file);
    if (!input) return failed(session, input.error());
    auto done = (*systems)->source().unpack(
        *input, file == "-" ? "standard input" : file, [&](const RecordView& view) {
          record.key.kind = view.kind;
          record.key.id = view.id;
          record.body = view.body;
          all_mapped = text.write(record, form, out) && all_mapped;
          if (out.size() >= write_size) {
            session.out << out;
            out.clear();
          }
          return session.out ? Result<void>{} : fail(ErrorKind::io, "the output cannot be written");
        });
    session.out << out;
    out.clear();
    if (!done) return failed(session, done.error());
  }
  return all_mapped ? exit_ok : exit_not_so;
}

}  // namespace crosswalk::app
