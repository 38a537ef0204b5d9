// `report profit`: what was earned, by SKU, category, channel, fulfilment or state.
#include <algorithm>

#include "app/book_commands.h"
#include "app/offline.h"
#include "app/opening.h"
#include "app/profit_print.h"
#include "app/wiring.h"
#include "base/json_tree.h"

namespace crosswalk::app {
namespace {

Result<flow::DateSpan> wanted_span(const ReportProfitOptions& options) {
  if (options.month.empty()) return span_of(options.since, options.until);
  if (!options.since.empty() || !options.until.empty())
    return fail(ErrorKind::config, "say --month, or --since and --until, not both");
  return month_of(options.month);
}

std::string of(const ReportProfitOptions& options) {
  if (!options.month.empty()) return options.month;
  if (options.since.empty() && options.until.empty()) return "all that is booked";
  return (options.since.empty() ? "all" : "from " + options.since) +
         (options.until.empty() ? "" : " until " + options.until);
}

flow::ProfitBy by_named(const std::string& name) {
  const auto* found = std::find_if(flow::all_profit_by.begin(), flow::all_profit_by.end(),
                                   [&](flow::ProfitBy by) { return name_of(by) == name; });
  return found == flow::all_profit_by.end() ? flow::ProfitBy::sku : *found;
}

}  // namespace

int report_profit(Session& session, const ReportProfitOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pair = chosen_pair(opening->workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  const auto span = wanted_span(options);
  if (!span) return failed(session, span.error());
  NoNetwork network;
  NoBudget budget;
  const auto systems = Systems::make(**pair, {network, budget, session.clock, wire::random_jitter()}, false);
  if (!systems) return failed(session, systems.error());
  const ProfitHead head{(*pair)->name.value, of(options), by_named(options.by), session.clock.now()};
  const auto tables =
      flow::profit(*opening->store, (*systems)->source(),
                   {head.pair, settings_of(**pair).channel, *span, head.by, &(*systems)->ledger()});
  if (!tables) return failed(session, tables.error());
  std::string text;
  if (session.json || options.format == "json")
    text = to_text(profit_json(*tables, head)) + "\n";
  else if (options.format == "csv")
    text = profit_csv(*tables, head);
  else
    text = options.format == "html" ? profit_page(*tables, head) : profit_text(*tables, head);
  Output output(session, options.out);
  if (auto written = output.write(text); !written) return failed(session, written.error());
  if (auto closed = output.close(); !closed) return failed(session, closed.error());
  return exit_ok;
}

}  // namespace crosswalk::app
