// `preview`: what the rules on disk would change in money, against what was booked. It makes no calls and
// changes nothing but a note of what it found, which the reload that publishes these rules records.
#include "flow/preview.h"

#include <fstream>

#include "app/commands.h"
#include "app/html_page.h"
#include "app/offline_mapping.h"
#include "app/opening.h"
#include "app/preview_print.h"
#include "app/since.h"
#include "base/log.h"
#include "rules/stored.h"

namespace crosswalk::app {
namespace {

constexpr std::int64_t progress_every = 250;

// Shows how far it is, and ends when the person says so.
Result<void> go_on(Session& session, std::int64_t done, std::int64_t of) {
  if (session.stop.stop_requested())
    return fail(ErrorKind::stopped, "the preview was stopped; nothing was changed");
  if (done % progress_every == 0)
    progress(session, flow::counted(done) + (of > 0 ? " of " + flow::counted(of, "record") : " records"));
  return {};
}

// Settlements behind all others, as they are booked.
Result<void> preview_store(Session& session, store::Store& store, const std::string& pair, Instant from,
                           flow::Previewer& previewer) {
  const auto count = store.count_received(pair, from);
  if (!count) return count.error();
  std::vector<store::RecordRow> settlements;
  auto walked = store.each_received(
      pair, from,
      [&](const store::RecordRow& row, const Record& record, const std::string& entries) -> Result<void> {
        if (auto ready = go_on(session, previewer.records(), *count); !ready) return ready;
        if (row.key.kind != RecordKind::settlement) return previewer.add(&row, record, entries);
        settlements.push_back(row);
        return {};
      });
  if (!walked) return walked;
  for (const auto& row : settlements) {
    if (auto ready = go_on(session, previewer.records(), *count); !ready) return ready;
    const auto record = store.record(row.id);
    if (!record) return record.error();
    const auto entries = store.entries_of(row.id);
    if (!entries) return entries.error();
    if (auto added = previewer.add(&row, *record, *entries); !added) return added;
  }
  return {};
}

Result<void> preview_record(store::Store& store, const Record& record, flow::Previewer& previewer) {
  store::RecordFilter filter;
  filter.pair = record.key.pair;
  filter.id = record.key.id;
  const auto rows = store.records(filter);
  if (!rows) return rows.error();
  for (const auto& row : *rows) {
    if (!(row.key == record.key)) continue;
    const auto entries = store.entries_of(row.id);
    if (!entries) return entries.error();
    return previewer.add(&row, record, *entries);
  }
  return previewer.add(nullptr, record, "");
}

Result<void> preview_files(Session& session, store::Store& store, const std::string& pair,
                           const std::vector<std::string>& files, const Source& source,
                           flow::Previewer& previewer) {
  Record record;
  record.key.pair = pair;
  std::vector<Record> settlements;
  for (const auto& file : files) {
    const auto input = read_input(session, file);
    if (!input) return input.error();
    auto done = source.unpack(*input, file == "-" ? "standard input" : file,
                              [&](const RecordView& view) -> Result<void> {
                                if (auto ready = go_on(session, previewer.records(), 0); !ready) return ready;
                                record.key.kind = view.kind;
                                record.key.id = view.id;
                                record.body = view.body;
                                if (view.kind != RecordKind::settlement)
                                  return preview_record(store, record, previewer);
                                settlements.push_back(record);
                                return {};
                              });
    if (!done) return done;
  }
  for (const Record& settlement : settlements)
    if (auto done = preview_record(store, settlement, previewer); !done) return done;
  return {};
}

// What was looked at, as it follows "1,204 orders, 3 returns".
std::string described(const PreviewOptions& options, Instant from, const TimeZone& zone) {
  if (options.files.empty()) return "received since " + zone.date_of(from).text();
  std::string files;
  for (const auto& file : options.files)
    files += (files.empty() ? "in " : ", ") + (file == "-" ? std::string("standard input") : file);
  return files;
}

Result<std::optional<Decimal>> limit_of(const PreviewOptions& options) {
  if (options.limit_change.empty()) return std::optional<Decimal>();
  const auto limit = Decimal::parse(options.limit_change);
  if (!limit || limit->is_negative())
    return fail(ErrorKind::config, "--limit-change \"" + options.limit_change +
                                       "\" is no amount of money; write it like 500.00");
  return std::optional<Decimal>(*limit);
}

// The rules that run, made of what the store keeps of them; null when nothing was published or it cannot be
// read any more.
std::unique_ptr<OfflineMapping> live_mapping(const config::PairConfig& pair, Clock& clock,
                                             store::Store& store,
                                             const std::optional<store::PublishedRules>& published) {
  if (!published) return nullptr;
  auto rules = rules::load_stored(published->files, published->version);
  if (!rules) {
    log::warning("preview", "the published rules cannot be asked: " + rules.error().text());
    return nullptr;
  }
  auto mapping = OfflineMapping::make(pair, clock, store, std::move(*rules));
  if (mapping) return std::move(*mapping);
  log::warning("preview", "the published rules cannot be asked: " + mapping.error().text());
  return nullptr;
}

Result<flow::Preview> preview_of(Session& session, const PreviewOptions& options,
                                 const config::PairConfig& pair, store::Store& store, Instant from) {
  const std::string& name = pair.name.value;
  const auto mapping = OfflineMapping::make(pair, session.clock, store);
  if (!mapping) return mapping.error();
  const auto published = store.published_rules(name);
  if (!published) return published.error();
  std::unique_ptr<OfflineMapping> live;
  const auto live_translator = [&]() -> flow::Translator* {
    live = live_mapping(pair, session.clock, store, *published);
    return live != nullptr ? &live->translator() : nullptr;
  };
  flow::Previewer previewer({.edited = (*mapping)->translator(),
                             .live = live_translator,
                             .settlements = (*mapping)->settlements(),
                             .ledger = (*mapping)->ledger(),
                             .store = store,
                             .reference = (*mapping)->reference(),
                             .customers = (*mapping)->customers(),
                             .books = &(*mapping)->books(),
                             .live_books = [&live] { return live != nullptr ? &live->books() : nullptr; }},
                            (*mapping)->lock());
  auto done = options.files.empty()
                  ? preview_store(session, store, name, from, previewer)
                  : preview_files(session, store, name, options.files, (*mapping)->source(), previewer);
  end_progress(session);
  if (!done) return done.error();
  return previewer.finish(published->has_value() ? (*published)->version : "", (*mapping)->rules().version());
}

}  // namespace

int preview(Session& session, const PreviewOptions& options) {
  const auto limit = limit_of(options);
  if (!limit) return failed(session, limit.error());
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pair = chosen_pair(opening->workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  const TimeZone zone = (*pair)->books.timezone.value;
  const auto from = since(options.since, session.clock, zone);
  if (!from) return failed(session, from.error());
  const auto found = preview_of(session, options, **pair, *opening->store, *from);
  if (!found) return failed(session, found.error());
  const PreviewHead head{(*pair)->name.value, described(options, *from, zone), session.clock.now(), *limit,
                         options.all};
  if (options.files.empty()) {
    auto kept = opening->store->set_note("preview:" + head.pair + ":" + found->edited,
                                         flow::headline(*found, head.of));
    if (!kept) return failed(session, kept.error());
  }
  if (!options.html.empty())
    if (auto written = write_page(options.html, preview_page(*found, head)); !written)
      return failed(session, written.error());
  session.out << (session.json ? preview_json(*found, head) + "\n" : preview_text(*found, head));
  const auto beyond = beyond_limit(*found, head);
  for (const Currency currency : beyond)
    session.err << "crosswalk: the edit makes " << Money{found->largest_move(currency), currency}.text()
                << " of differences, more than --limit-change " << (*limit)->text(2) << " allows\n";
  return beyond.empty() ? exit_ok : exit_not_so;
}

}  // namespace crosswalk::app
