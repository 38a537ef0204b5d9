#include "flow/rig.h"

#include <doctest/doctest.h>

#include "base/log.h"
#include "checkout.h"
#include "simulator/catalogue.h"

namespace crosswalk::tests {
namespace {

simulator::xero_sim::ItemNames items() {
  simulator::xero_sim::ItemNames names;
  for (const auto& item : simulator::catalogue()) names.emplace_back(item.item_code, item.name);
  return names;
}

walmart::Settings walmart_settings(const RigSettings& rig, const std::string& url) {
  walmart::Settings settings;
  settings.pair = "us";
  settings.client_id = simulator::WalmartAccount{}.client_id;
  settings.client_secret = Secret(simulator::WalmartAccount{}.client_secret);
  settings.base_url = url;
  settings.books_zone = TimeZone::named("America/New_York").value();
  settings.charge_amount = rig.charge_amount;
  return settings;
}

xero::Settings xero_settings(const RigSettings& rig, const std::string& url) {
  xero::Settings settings;
  settings.clearing_account = rig.clearing_account;
  settings.pair = "us";
  settings.tenant_id = simulator::XeroService::tenant_id;
  settings.client_id = simulator::XeroService::client_id;
  settings.client_secret = Secret(std::string(simulator::XeroService::client_secret));
  settings.api_url = url;
  settings.identity_url = url;
  return settings;
}

}  // namespace

Process::Process(const RigSettings& settings, const Wires& wires, const std::string& worker,
                 store::KillPoint kill, std::unique_ptr<store::Store> kept)
    : store(std::move(kept)) {
  log::set_level(log::Level::off);
  if (!store) {
    auto opened = store::open_store(settings.store, std::move(kill));
    REQUIRE_MESSAGE(opened.ok(), (opened ? "" : opened.error().text()));
    store = std::move(*opened);
  }
  const auto jitter = [] { return 0.5; };
  connection = std::make_unique<walmart::Connection>(walmart_settings(settings, wires.walmart_url),
                                                     wires.transport, *store, wires.clock, jitter);
  source = std::make_unique<walmart::WalmartSource>(*connection);
  channel = std::make_unique<walmart::WalmartChannel>(*connection);
  if (settings.ledger)
    ledger = settings.ledger(wires.transport, *store, wires.clock);
  else
    ledger = std::make_unique<xero::XeroLedger>(xero_settings(settings, wires.xero_url), wires.transport,
                                                *store, wires.clock, jitter);
  auto rules = rules::load_rules(settings.rules, "rules/", checkout("/scripts"));
  REQUIRE_MESSAGE(rules.ok(), (rules ? "" : rules.error().text()));
  flow::PairSettings pair;
  pair.name = "us";
  pair.worker = worker;
  pair.book = settings.book;
  pair.books_start = settings.books_start;
  pair.currency = Currency::parse("USD").value();
  pair.feedback = settings.feedback;
  pair.feedback.acknowledge = settings.acknowledge;
  pair.pays = !settings.clearing_account.empty();
  // Generous, because sanitizers and a busy machine are slow; the budget itself is tested in tests/rules.
  pair.rule_budget.time = Millis(5000);
  pair.schedule = settings.schedule;
  if (settings.adjust) settings.adjust(pair);
  auto made = flow::Engine::make({pair, *source, *ledger, *channel, *store, wires.clock, *rules,
                                  settings.alerts, settings.handlers, settings.rates});
  REQUIRE_MESSAGE(made.ok(), (made ? "" : made.error().text()));
  engine = std::move(*made);
}

Outside::Outside(simulator::World world, Instant start)
    : clock(start), walmart(clock, std::move(world)), xero(clock, items()) {
  network.mount("walmart.test", walmart);
  network.mount("xero.test", xero);
}

Rig::Rig(simulator::World world, RigSettings settings)
    : settings_(std::move(settings)), outside_(std::make_unique<Outside>(std::move(world), settings_.start)) {
  restart();
}

void Rig::restart() {
  // An in-memory store dies with its process, so a restart keeps it.
  std::unique_ptr<store::Store> kept;
  if (process_ && settings_.store == "sqlite::memory:") kept = std::move(process_->store);
  process_.reset();
  process_ =
      std::make_unique<Process>(settings_, Wires{outside_->network, outside_->clock},
                                "worker-" + std::to_string(++workers_), store::KillPoint{}, std::move(kept));
}

flow::EngineReport Rig::pass(bool sweep) {
  auto report = process_->engine->once(sweep, Millis(900'000), {}, {});
  REQUIRE_MESSAGE(report.ok(), (report ? "" : report.error().text()));
  return *report;
}

store::RecordRow Rig::record(const std::string& po) {
  store::RecordFilter filter;
  filter.pair = "us";
  filter.id = po;
  const auto rows = store().records(filter);
  REQUIRE(rows.ok());
  REQUIRE_MESSAGE(rows->size() == 1, po << " is not in the store");
  return rows->front();
}

void Rig::replay(const std::string& po) {
  const auto done = store().replay(record(po).id, "a person", clock().now());
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
}

int Rig::writes() const {
  int writes = 0;
  for (const auto& [call, count] : outside_->network.calls())
    if (!call.starts_with("GET") && call.find("token") == std::string::npos) writes += count;
  return writes;
}

simulator::MarketOrder plain_order(const std::string& po, const std::string& sku, int quantity,
                                   const char* amount, const char* tax, Instant ordered) {
  simulator::MarketOrder order;
  order.po = po;
  order.customer_order = "2" + po.substr(1);
  order.email = "b1946ac92492d2347c6235b4d2611184@relay.walmart.com";
  order.ordered = ordered;
  order.ship_by = ordered + Millis(5LL * 86'400'000);
  order.deliver_by = ordered + Millis(9LL * 86'400'000);
  order.ship_to = {"Ada Example", "6145550100", "1 Sample Street", "", "Columbus", "OH", "43215"};
  simulator::MarketLine line;
  line.number = "1";
  line.sku = sku;
  line.product_name = "A sample product";
  line.quantity = quantity;
  simulator::MarketCharge charge;
  charge.amount = Decimal::parse(amount).value();
  charge.tax = Decimal::parse(tax).value();
  line.charges = {charge};
  order.lines = {line};
  return order;
}

Ledgered ledgered(const std::vector<simulator::SimInvoice>& invoices, const std::string& po, bool drafts) {
  Ledgered sums;
  for (const auto& invoice : invoices) {
    const bool counts =
        invoice.status == "AUTHORISED" || invoice.status == "PAID" || (drafts && invoice.status == "DRAFT");
    if (!counts || (invoice.number != "WM-" + po && !invoice.number.starts_with("WM-" + po + "-"))) continue;
    ++sums.invoices;
    for (const auto& line : invoice.lines) {
      Decimal& sum = line.account == "820"   ? sums.facilitator
                     : line.account == "825" ? sums.seller_tax
                                             : sums.charges;
      sum = add(sum, line.line_amount).value();
      if (line.account == "820" && !line.description.ends_with("withheld by the market"))
        sums.collected = add(sums.collected, line.line_amount).value();
    }
  }
  return sums;
}

}  // namespace crosswalk::tests
