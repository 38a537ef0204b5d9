// `reconcile`: order, settlement row, ledger document and deposit against each other, or the clearing balance
// of a day. Exit code 1 when something does not tie out.
#include "app/book_commands.h"
#include "app/offline_mapping.h"
#include "app/opening.h"
#include "app/reconcile_print.h"
#include "app/wiring.h"
#include "base/json_tree.h"
#include "flow/bookings.h"
#include "flow/settlement_standing.h"

namespace crosswalk::app {
namespace {

constexpr std::size_t most_in_text = 50;

// Those of crosswalk.yaml, and over them --rate: "15" is of every category, "Home & Garden=15" of one.
Result<std::map<std::string, Decimal, std::less<>>> rates_of(const config::ReconcileSection& agreed,
                                                             const std::vector<std::string>& rates) {
  std::map<std::string, Decimal, std::less<>> out;
  for (const auto& [category, percent] : agreed.contract_rates)
    out[category == "*" ? std::string() : flow::folded_sku(category)] = percent;
  for (const auto& rate : rates) {
    const auto equals = rate.rfind('=');
    const std::string category = equals == std::string::npos ? "" : rate.substr(0, equals);
    const auto percent = Decimal::parse(equals == std::string::npos ? rate : rate.substr(equals + 1));
    if (!percent || percent->is_negative() || *percent > Decimal::whole(100))
      return fail(ErrorKind::config, "--rate \"" + rate + "\" is no rate; write it like 15 or \"Home=12.5\"");
    out[flow::folded_sku(category)] = *percent;
  }
  return out;
}

Result<flow::ReconcileScope> scope_of(const config::PairConfig& pair, const ReconcileOptions& options,
                                      Instant now) {
  flow::ReconcileScope scope;
  scope.pair = pair.name.value;
  scope.settlement = options.settlement;
  if (!options.settlement.empty() && !(options.since.empty() && options.until.empty()))
    return fail(ErrorKind::config, "name a settlement, or say --since and --until, not both");
  const auto span = span_of(options.since, options.until);
  if (!span) return span.error();
  scope.span = *span;
  scope.books_start = settings_of(pair).books_start;
  scope.today = pair.books.timezone.value.date_of(now);
  if (options.settle_days > 0) scope.settle_days = options.settle_days;
  if (options.deposit_days > 0) scope.deposit_days = options.deposit_days;
  auto rates = rates_of(pair.reconcile, options.rates);
  if (!rates) return rates.error();
  scope.contract_rates = std::move(*rates);
  return scope;
}

std::string of(const ReconcileOptions& options) {
  if (!options.settlement.empty()) return "settlement " + options.settlement;
  if (options.since.empty() && options.until.empty()) return "all that is booked";
  return (options.since.empty() ? "all" : "from " + options.since) +
         (options.until.empty() ? "" : " until " + options.until);
}

// What nothing here can know of: CloudSuite lists rows by their posting date and reference, and no field is
// known that names what a reversal reverses.
constexpr const char* not_seen =
    "a reversal in CloudSuite that is dated on another day, or whose lines name none of our references, is "
    "not seen from here: hold the sums of its accounts against those of CloudSuite";

std::string json_text(Json json, const config::PairConfig& pair) {
  if (pair.cloudsuite) json["not_seen"] = not_seen;
  return to_text(json) + "\n";
}

std::string with_not_seen(const std::string& text, const config::PairConfig& pair) {
  return pair.cloudsuite ? text + "\nNote: " + not_seen + ".\n" : text;
}

struct Printed {
  std::string text;
  bool good = false;
};

Result<Printed> prove(Session& session, store::Store& store, Systems& systems, const config::PairConfig& pair,
                      const ReconcileOptions& options, const ReconcileHead& head) {
  const auto at = Date::parse(options.at);
  if (!at) return fail(ErrorKind::config, "--at \"" + options.at + "\" is no day; write it like 2026-01-31");
  const auto settings = settings_of(pair);
  flow::ProofPatience patience;
  if (options.settle_days > 0) patience.settle_days = options.settle_days;
  if (options.deposit_days > 0) patience.deposit_days = options.deposit_days;
  const auto proof = flow::prove_clearing(store, systems.source(), settings.name, settings.currency, *at,
                                          settings.books_start, &systems.ledger(), patience);
  if (!proof) return proof.error();
  std::string text;
  if (session.json || options.format == "json")
    text = json_text(proof_json(*proof, head), pair);
  else if (options.format == "csv")
    text = proof_csv(*proof);
  else
    text =
        options.format == "html" ? proof_page(*proof, head) : with_not_seen(proof_text(*proof, head), pair);
  return Printed{std::move(text), proof->holds()};
}

Result<Printed> hold_against(Session& session, store::Store& store, Systems& systems,
                             const config::PairConfig& pair, const ReconcileOptions& options,
                             const ReconcileHead& head) {
  const auto scope = scope_of(pair, options, session.clock.now());
  if (!scope) return scope.error();
  progress(session, "reconciling " + head.of);
  // The rules are asked only about settlements of which nothing is booked; without any, that is not told.
  std::unique_ptr<OfflineMapping> rules;
  const auto unbooked = flow::unbooked_settlements(store, scope->pair);
  if (unbooked && !unbooked->empty())
    if (auto made = OfflineMapping::make(pair, session.clock, store); made) rules = std::move(*made);
  const auto done = flow::reconcile(store, systems.source(), systems.ledger(), *scope,
                                    rules ? &rules->settlements() : nullptr);
  end_progress(session);
  if (!done) return done.error();
  std::string text;
  if (session.json || options.format == "json")
    text = json_text(reconcile_json(*done, head), pair);
  else if (options.format == "csv")
    text = reconcile_csv(*done);
  else
    text = options.format == "html" ? reconcile_page(*done, head)
                                    : with_not_seen(reconcile_text(*done, head), pair);
  return Printed{std::move(text), done->findings.empty()};
}

}  // namespace

int reconcile(Session& session, const ReconcileOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pair = chosen_pair(opening->workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  NoNetwork network;
  NoBudget budget;
  const auto systems = Systems::make(**pair, {network, budget, session.clock, wire::random_jitter()}, false);
  if (!systems) return failed(session, systems.error());
  const ReconcileHead head{(*pair)->name.value, of(options), session.clock.now(),
                           options.all ? 0 : most_in_text};
  const auto printed = options.at.empty()
                           ? hold_against(session, *opening->store, **systems, **pair, options, head)
                           : prove(session, *opening->store, **systems, **pair, options, head);
  if (!printed) return failed(session, printed.error());
  Output output(session, options.out);
  if (auto written = output.write(printed->text); !written) return failed(session, written.error());
  if (auto closed = output.close(); !closed) return failed(session, closed.error());
  return printed->good ? exit_ok : exit_not_so;
}

}  // namespace crosswalk::app
