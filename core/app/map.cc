// `map`: orders, returns and settlements through the rules, one JSON line a record; no network, and the store
// is only read, for records that were received and for rules as they were published once.
#include "flow/customer_notes.h"
#include "flow/map_text.h"

#include <optional>

#include "app/commands.h"
#include "app/offline.h"
#include "app/opening.h"
#include "app/wiring.h"
#include "rules/stored.h"

namespace crosswalk::app {
namespace {

constexpr std::size_t write_size = std::size_t{1} << 16;

flow::MapForm form_named(const std::string& name) {
  if (name == "lines") return flow::MapForm::lines;
  return name == "documents" ? flow::MapForm::documents : flow::MapForm::entries;
}

Result<std::shared_ptr<const rules::RuleSet>> published_rules(store::Store& store, const std::string& pair,
                                                              const std::string& version) {
  const auto kept = version == "live" ? store.published_rules(pair) : store.rules_of_version(pair, version);
  if (!kept) return kept.error();
  if (!kept->has_value())
    return fail(ErrorKind::not_found, "no version " + version + " was ever published for pair " + pair +
                                          "; `crosswalk rules history` lists them");
  return rules::load_stored((*kept)->files, (*kept)->version);
}

// Rules see the ledger's customers as they were last read, where the workspace has run.
Result<void> show_customers(const config::Workspace& workspace, store::Store* store, const std::string& pair,
                            const Ledger& ledger, rules::Mapper& mapper) {
  if (ledger.customer_source().empty()) return {};
  std::unique_ptr<store::Store> opened;
  if (store == nullptr) {
    auto there = store_if_there(workspace);
    if (!there) return there.error();
    opened = std::move(*there);
    store = opened.get();
  }
  if (store == nullptr) return {};
  const auto shown = flow::show_customers(*store, pair, ledger, mapper);
  return shown ? Result<void>{} : shown.error();
}

// Writes lines as they come, in large pieces.
class Printer {
 public:
  Printer(Session& session, flow::MapText& text, flow::MapForm form)
      : session_(session), text_(text), form_(form) {}

  // `stored`: its number in the store; 0: it comes from a file.
  Result<void> write(const Record& record, std::int64_t stored = 0) {
    all_mapped_ = text_.write(record, form_, out_, stored) && all_mapped_;
    if (out_.size() >= write_size) flush();
    return session_.out ? Result<void>{} : fail(ErrorKind::io, "the output cannot be written");
  }
  void flush() {
    session_.out << out_;
    out_.clear();
  }
  bool all_mapped() const { return all_mapped_; }

 private:
  Session& session_;
  flow::MapText& text_;
  flow::MapForm form_;
  bool all_mapped_ = true;
  std::string out_;
};

Result<void> print_file(Session& session, const Source& source, const std::string& pair,
                        const std::string& file, Printer& printer) {
  const auto input = read_input(session, file);
  if (!input) return input.error();
  Record record;
  record.key.pair = pair;
  return source.unpack(*input, file == "-" ? "standard input" : file, [&](const RecordView& view) {
    record.key.kind = view.kind;
    record.key.id = view.id;
    record.body = view.body;
    return printer.write(record);
  });
}

Result<void> print_stored(store::Store& store, const std::string& pair, const std::string& id,
                          Printer& printer) {
  store::RecordFilter filter;
  filter.pair = pair;
  filter.id = id;
  const auto rows = store.records(filter);
  if (!rows) return rows.error();
  if (rows->empty()) return fail(ErrorKind::not_found, "no record " + id + " was received for pair " + pair);
  for (const auto& row : *rows) {
    const auto record = store.record(row.id);
    if (!record) return record.error();
    if (auto done = printer.write(*record, row.id); !done) return done;
  }
  return {};
}

}  // namespace

int map(Session& session, const MapOptions& options) {
  if (options.files.empty() && options.records.empty())
    return failed(session, fail(ErrorKind::config, "say which records: files, or --record with numbers"));
  const auto workspace = open_workspace(session);
  if (!workspace) return failed(session, workspace.error());
  const auto pair = chosen_pair(*workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  const std::string& name = (*pair)->name.value;
  std::unique_ptr<store::Store> store;
  if (!options.records.empty() || !options.version.empty()) {
    auto opened = open_with_store(session);
    if (!opened) return failed(session, opened.error());
    store = std::move(opened->store);
  }
  const auto rules =
      options.version.empty() ? rules_of(**pair) : published_rules(*store, name, options.version);
  if (!rules) return failed(session, rules.error());
  const auto settings = settings_of(**pair);
  auto mapper = rules::make_mapper(*rules, settings.rule_budget);
  if (!mapper) return failed(session, mapper.error());
  NoNetwork network;
  NoBudget budget;
  const auto systems = Systems::make(**pair, {network, budget, session.clock, wire::random_jitter()}, false);
  if (!systems) return failed(session, systems.error());
  if (auto shown = show_customers(*workspace, store.get(), name, (*systems)->ledger(), **mapper); !shown)
    return failed(session, shown.error());
  std::optional<flow::KeptBooks> books;
  if (store != nullptr && options.files.empty()) books.emplace(*store, name, std::nullopt);
  flow::MapText text((*systems)->source(), (*systems)->ledger(), **mapper, settings,
                     books ? &*books : nullptr, options.files.size() > 1, books ? store.get() : nullptr);
  Printer printer(session, text, form_named(options.to));
  Result<void> done;
  for (std::size_t i = 0; i < options.records.size() && done; ++i)
    done = print_stored(*store, name, options.records[i], printer);
  for (std::size_t i = 0; i < options.files.size() && done; ++i)
    done = print_file(session, (*systems)->source(), name, options.files[i], printer);
  printer.flush();
  if (!done) return failed(session, done.error());
  return printer.all_mapped() ? exit_ok : exit_not_so;
}

}  // namespace crosswalk::app
