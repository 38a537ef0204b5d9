// `demo`: the workspace against the stand-ins over some virtual days, offline: what a new user sees first.
#include <algorithm>
#include <filesystem>

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

void print_both_sides(Session& session, Simulated& simulated) {
  const auto walmart = simulated.walmart().totals();
  MoneySum approved(Currency::parse("USD").value());
  MoneySum drafts(Currency::parse("USD").value());
  for (const auto& invoice : simulated.xero().invoices()) {
    if (invoice.status == "AUTHORISED" || invoice.status == "PAID")
      approved.add({invoice.total, approved.total()->currency});
    if (invoice.status == "DRAFT") drafts.add({invoice.total, drafts.total()->currency});
  }
  Table table({"", "shipped", "open", "cancelled"});
  table.add({"Walmart, charges without tax", walmart.charges.shipped.amount.text(2),
             walmart.charges.open.amount.text(2), walmart.charges.cancelled.amount.text(2)});
  table.add({"Walmart, taxes", walmart.taxes.shipped.amount.text(2), walmart.taxes.open.amount.text(2),
             walmart.taxes.cancelled.amount.text(2)});
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
  if (pair.cloudsuite)
    return failed(session, fail(ErrorKind::config,
                                "the demo shows a pair that books in Xero, and pair \"" + pair.name.value +
                                    "\" books in CloudSuite",
                                pair.name.where.text()));
  auto walmart_secret = config::resolve(pair.walmart.client_secret);
  if (!walmart_secret) return failed(session, walmart_secret.error());
  auto secret_of_xero = xero_secret(pair);
  if (!secret_of_xero) return failed(session, secret_of_xero.error());
  VirtualClock clock(simulator::demo_start());
  Simulated simulated(
      clock, simulator::demo_world(),
      {pair.walmart.client_id.value, *walmart_secret, pair.xero.client_id.value, *secret_of_xero});
  if (auto listening = simulated.listen({}); !listening) return failed(session, listening.error());
  pair.walmart.base_url.value = simulated.walmart_url();
  pair.xero.sign_in = config::XeroSignIn::custom;  // nobody is there to allow the app
  pair.xero.api_url.value = simulated.xero_url();
  pair.xero.identity_url.value = simulated.xero_url();
  pair.reload = ReloadPolicy::checked;  // to see what rules do before their tests say yes
  auto store = fresh_store(workspace->directory / "demo.db");
  if (!store) return failed(session, store.error());
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
  print_both_sides(session, simulated);
  session.out << "\n" << flow::story_text(*story);
  return exit_ok;
}

}  // namespace crosswalk::app
