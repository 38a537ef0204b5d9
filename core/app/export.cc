// `export`: the booked entries for other programs, hledger before all.
#include <memory>

#include "app/book_commands.h"
#include "app/offline.h"
#include "app/opening.h"
#include "app/wiring.h"
#include "flow/entry_export.h"
#include "flow/reference_notes.h"

namespace crosswalk::app {
namespace {

flow::ExportFormat format_named(const std::string& name) {
  if (name == "csv") return flow::ExportFormat::csv;
  return name == "json" ? flow::ExportFormat::json : flow::ExportFormat::hledger;
}

Result<flow::ExportedPair> exported(store::Store& store, const config::PairConfig& pair) {
  flow::ExportedPair out{pair.name.value, pair.books.clearing_account.value, {}};
  const auto reference = flow::kept_reference(store, pair.name.value, nullptr);
  if (!reference) return reference.error();
  if (*reference)
    for (const auto& account : (*reference)->accounts)
      if (!account.code.empty()) out.account_names.emplace(account.code, account.name);
  return out;
}

}  // namespace

int export_entries(Session& session, const ExportOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pairs = chosen_pairs(opening->workspace, options.pairs);
  if (!pairs) return failed(session, pairs.error());
  const auto span = span_of(options.since, options.until);
  if (!span) return failed(session, span.error());
  NoNetwork network;
  NoBudget budget;
  std::vector<std::unique_ptr<Systems>> systems;
  std::vector<flow::ExportedPair> named;
  for (const auto* pair : *pairs) {
    auto made = Systems::make(*pair, {network, budget, session.clock, wire::random_jitter()}, false);
    if (!made) return failed(session, made.error());
    systems.push_back(std::move(*made));
    auto out = exported(*opening->store, *pair);
    if (!out) return failed(session, out.error());
    out->ledger = &systems.back()->ledger();
    named.push_back(std::move(*out));
  }
  Output output(session, options.out);
  const auto format = format_named(session.json ? "json" : options.format);
  const auto done = flow::export_entries(*opening->store, named, *span, format,
                                         [&](std::string_view text) { return output.write(text); });
  if (!done) return failed(session, done.error());
  if (auto closed = output.close(); !closed) return failed(session, closed.error());
  if (session.terminal) session.err << done->entries << " entries of " << done->records << " records\n";
  return exit_ok;
}

}  // namespace crosswalk::app
