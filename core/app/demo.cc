// `demo`: the workspace against the stand-ins over some virtual days, offline: what a new user sees first.
#include <algorithm>
#include <filesystem>

#include "app/cloudsuite_access.h"
#include "app/commands.h"
#include "app/engines.h"
#include "app/simulated.h"
#include "app/summary.h"
#include "app/xero_tokens.h"
#include "base/json_tree.h"
#include "base/virtual_clock.h"
#include "flow/explain.h"
#include "simulator/world_demo.h"
#include "wire/curl_transport.h"

namespace crosswalk::app {
namespace {

constexpr Millis between_sweeps{6 * 3'600'000};

// A demo leaves nothing behind but its own store, which it makes anew each time.
Result<std::unique_ptr<store::Store>> fresh_store(const std::filesystem::path& file) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::error_code error;
    std::filesystem::remove(file.string() + suffix, error);
    if (error)
      return fail(ErrorKind::io, "the old demo store cannot be removed: " + error.message(), file.string());
  }
  return store::open_store("sqlite:" + file.string());
}

Result<void> live(Session& session, flow::Engine& engine, VirtualClock& clock, int days) {
  const Instant end = simulator::demo_start() + Millis(std::int64_t{days} * 86'400'000);
  while (clock.now() < end && !session.stop.stop_requested()) {
    const auto report = engine.once(
        true, Millis(600'000),
        [&](const std::string& text) { progress(session, clock.now().text_seconds() + "  " + text); },
        session.stop);
    if (!report) return report.error();
    if (!report->trouble.empty()) return fail(ErrorKind::outside, report->trouble.front());
    clock.advance(between_sweeps);
  }
  end_progress(session);
  return {};
}

// The pair's ledger, and what signs in to it, are the stand-in's.
Result<void> join_ledger(config::PairConfig& pair, const Simulated& simulated, store::Store& store) {
  if (!pair.cloudsuite) {
    pair.xero.sign_in = config::XeroSignIn::custom;  // nobody is there to allow the app
    pair.xero.api_url.value = simulated.xero_url();
    pair.xero.identity_url.value = simulated.xero_url();
    return {};
  }
  pair.cloudsuite->api_url.value.clear();  // as the file says
  pair.cloudsuite->sign_in_url.value.clear();
  auto keeping = cloudsuite_keeping(pair, store);
  if (!keeping) return keeping.error();
  const Secret file(simulator::CloudSuiteService::ionapi(simulated.cloudsuite_url()));
  if (auto kept = keeping->file->put(file); !kept) return kept;
  auth::TokenSet unsigned_in;  // the first call brings the token
  unsigned_in.tenant_id = simulator::CloudSuiteService::tenant_id;
  return keeping->vault->put(unsigned_in);
}

// What Walmart says of charges and taxes, under which the ledger's own line goes.
Table walmart_side(Simulated& simulated) {
  const auto walmart = simulated.walmart().totals();
  Table table({"", "shipped", "open", "cancelled"});
  table.add({"Walmart, charges without tax", walmart.charges.shipped.amount.text(2),
             walmart.charges.open.amount.text(2), walmart.charges.cancelled.amount.text(2)});
  table.add({"Walmart, taxes", walmart.taxes.shipped.amount.text(2), walmart.taxes.open.amount.text(2),
             walmart.taxes.cancelled.amount.text(2)});
  return table;
}

void print_general_ledger(Session& session, Simulated& simulated) {
  walmart_side(simulated).print(session.out);
  session.out << "\nCloudSuite's posted detail by account, debit positive:\n";
  Table table({"account", "posted"});
  for (const auto& [account, amount] : simulated.cloudsuite().trial_balance())
    if (!amount.is_zero()) table.add({"account " + account, amount.text(2)});
  table.print(session.out);
}

void print_both_sides(Session& session, Simulated& simulated) {
  MoneySum approved(Currency::parse("USD").value());
  MoneySum drafts(Currency::parse("USD").value());
  for (const auto& invoice : simulated.xero().invoices()) {
    if (invoice.status == "AUTHORISED" || invoice.status == "PAID")
      approved.add({invoice.total, approved.total()->currency});
    if (invoice.status == "DRAFT") drafts.add({invoice.total, drafts.total()->currency});
  }
  Table table = walmart_side(simulated);
  const auto approved_total = approved.total();
  const auto draft_total = drafts.total();
  if (approved_total && draft_total)
    table.add({"Xero, invoices", approved_total->amount.text(2), draft_total->amount.text(2), ""});
  table.print(session.out);
  session.out << "What differs is held (review says why), replaced at no charge, or tax that Walmart remits "
                 "itself.\n";
}

std::string first_booked(store::Store& store, const std::string& pair) {
  store::RecordFilter filter;
  filter.pair = pair;
  filter.states = {RecordState::booked};
  filter.limit = 1;
  const auto rows = store.records(filter);
  return rows && !rows->empty() ? rows->front().key.id : "";
}

}  // namespace

int demo(Session& session, const DemoOptions& options) {
  auto workspace = open_workspace(session);
  if (!workspace) return failed(session, workspace.error());
  log::set_level(log::Level::error);
  config::PairConfig& pair = workspace->pairs.front();
  auto walmart_secret = config::resolve(pair.walmart.client_secret);
  if (!walmart_secret) return failed(session, walmart_secret.error());
  SimulatedAccess access;
  access.walmart_id = pair.walmart.client_id.value;
  access.walmart_secret = *walmart_secret;
  if (!pair.cloudsuite) {
    auto secret_of_xero = xero_secret(pair);
    if (!secret_of_xero) return failed(session, secret_of_xero.error());
    access.xero_id = pair.xero.client_id.value;
    access.xero_secret = std::move(*secret_of_xero);
  }
  VirtualClock clock(simulator::demo_start());
  Simulated simulated(clock, simulator::demo_world(), access);
  if (auto listening = simulated.listen({}); !listening) return failed(session, listening.error());
  pair.walmart.base_url.value = simulated.walmart_url();
  pair.reload = ReloadPolicy::checked;  // to see what rules do before their tests say yes
  auto store = fresh_store(workspace->directory / "demo.db");
  if (!store) return failed(session, store.error());
  if (auto joined = join_ledger(pair, simulated, **store); !joined) return failed(session, joined.error());
  wire::CurlTransport transport;
  auto running = make_engines({&pair}, **store, {transport, **store, clock, wire::random_jitter()},
                              TakeUp::nothing, session);
  if (!running) return failed(session, running.error());
  if (auto done = live(session, *running->front().engine, clock, options.days); !done)
    return failed(session, done.error());
  const auto summary = summarise(**store, pair.name.value);
  if (!summary) return failed(session, summary.error());
  const std::string id = options.explain.empty() ? first_booked(**store, pair.name.value) : options.explain;
  const auto story = flow::explain(**store, pair.name.value, id);
  if (!story) return failed(session, story.error());
  if (session.json) {
    print(session, {{"summary", summary_json(*summary)}, {"explain", *story}});
    return exit_ok;
  }
  session.out << options.days << " virtual days from " << simulator::demo_start().text_seconds() << "\n\n";
  print_summary(session, *summary);
  session.out << "\n";
  if (pair.cloudsuite)
    print_general_ledger(session, simulated);
  else
    print_both_sides(session, simulated);
  session.out << "\n" << flow::story_text(*story);
  return exit_ok;
}

}  // namespace crosswalk::app
