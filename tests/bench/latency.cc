// How long it takes from a webhook that an order has shipped to its posted and paid invoice, in an engine
// that was idle: over loopback HTTP, with a store on disk. Not Google Benchmark: an order is measured whole,
// and the quantiles of some hundred are the answer. The stand-ins answer as fast as they can; what they take
// is in the figures. Exit code 1 when the promise is not kept.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/crypto.h"
#include "base/log.h"
#include "checkout.h"
#include "flow/engine.h"
#include "model/push.h"
#include "must.h"
#include "rules/rule_set.h"
#include "simulator/listener.h"
#include "simulator/walmart_service.h"
#include "simulator/xero_service.h"
#include "walmart/channel.h"
#include "walmart/connection.h"
#include "walmart/source.h"
#include "wire/curl_transport.h"
#include "xero/ledger.h"

namespace {

using namespace crosswalk;
using namespace crosswalk::bench;
using SteadyClock = std::chrono::steady_clock;

constexpr int measured = 150;
constexpr double promised_median = 150;  // milliseconds
constexpr double promised_99 = 500;
constexpr Millis hour{3'600'000};

simulator::MarketOrder order_of(const std::string& po, Instant now) {
  simulator::MarketOrder order;
  order.po = po;
  order.customer_order = "2" + po.substr(1);
  order.ordered = now - hour;
  order.ship_by = now + 24 * hour;
  order.ship_to = {"Ada Example", "6145550100", "1 Sample Street", "", "Columbus", "OH", "43215"};
  simulator::MarketLine line;
  line.number = "1";
  line.sku = "MUG-BLU";
  line.quantity = 1;
  simulator::MarketCharge charge;
  charge.amount = must(Decimal::parse("12.00"));
  charge.tax = must(Decimal::parse("0.90"));
  line.charges = {charge};
  order.lines = {line};
  return order;
}

// One process against stand-ins on loopback ports.
struct Running {
  explicit Running(const std::filesystem::path& file)
      : walmart(clock, simulator::World{}),
        xero(clock, {{"MUG-BLU", "Mug"}}),
        walmart_door(walmart),
        xero_door(xero),
        store(must(store::open_store("sqlite:" + file.string()))) {
    simulator::xero_sim::XeroLimitValues wide;
    wide.minute = 100'000;
    wide.day = 1'000'000;
    wide.app_minute = 100'000;
    xero.set_limits(wide);
    walmart::Settings of_walmart;
    of_walmart.pair = "us";
    of_walmart.client_id = simulator::WalmartAccount{}.client_id;
    of_walmart.client_secret = Secret(simulator::WalmartAccount{}.client_secret);
    of_walmart.base_url = "http://127.0.0.1:" + std::to_string(must(walmart_door.listen(0)));
    of_walmart.charge_amount = walmart::ChargeAmount::line;
    xero::Settings of_xero;
    of_xero.pair = "us";
    of_xero.tenant_id = simulator::XeroService::tenant_id;
    of_xero.client_id = simulator::XeroService::client_id;
    of_xero.client_secret = Secret(std::string(simulator::XeroService::client_secret));
    of_xero.api_url = of_xero.identity_url = "http://127.0.0.1:" + std::to_string(must(xero_door.listen(0)));
    of_xero.clearing_account = "090";
    // An idle engine has calls in hand; here one order follows the other.
    of_xero.calls_per_minute = 100'000;
    of_xero.calls_per_day = 1'000'000;
    connection =
        std::make_unique<walmart::Connection>(of_walmart, network, *store, clock, [] { return 0.5; });
    source = std::make_unique<walmart::WalmartSource>(*connection);
    channel = std::make_unique<walmart::WalmartChannel>(*connection);
    ledger = std::make_unique<xero::XeroLedger>(of_xero, network, *store, clock, [] { return 0.5; });
    flow::PairSettings pair;
    pair.name = "us";
    pair.currency = must(Currency::parse("USD"));
    pair.pays = true;
    pair.linger = Millis(60'000);
    engine = must(
        flow::Engine::make({pair, *source, *ledger, *channel, *store, clock,
                            must(rules::load_rules(checkout("/rules"), "rules/", checkout("/scripts")))}));
    thread = std::jthread([this](const std::stop_token& stop) { must(engine->run(stop)); });
  }

  // Milliseconds until the invoice is paid.
  double measure(const std::string& po) {
    if (!walmart.add_order(order_of(po, clock.now())) || !walmart.ship(po, "1", 1, clock.now()))
      give_up("the stand-in does not take the order " + po);
    const auto begun = SteadyClock::now();
    const std::vector<store::InboxRequest> hint = {
        {{"us", std::string(push::hint_order), po, "{\"id\":\"" + po + "\"}", {}, true}}};
    must(store->accept(hint, clock.now()));
    for (;;) {
      const double waited = std::chrono::duration<double, std::milli>(SteadyClock::now() - begun).count();
      const auto invoice = xero.invoice("WM-" + po);
      if (invoice && invoice->status == "PAID") return waited;
      if (waited > 30'000) give_up("order " + po + " was not invoiced in half a minute");
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  SystemClock clock;
  simulator::WalmartService walmart;
  simulator::XeroService xero;
  simulator::Listener walmart_door;
  simulator::Listener xero_door;
  wire::CurlTransport network;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<walmart::Connection> connection;
  std::unique_ptr<walmart::WalmartSource> source;
  std::unique_ptr<walmart::WalmartChannel> channel;
  std::unique_ptr<xero::XeroLedger> ledger;
  std::unique_ptr<flow::Engine> engine;
  std::jthread thread;
};

}  // namespace

int main() {
  log::set_level(log::Level::off);
  const auto folder = std::filesystem::temp_directory_path() / ("crosswalk-bench-" + random_uuid());
  std::filesystem::create_directories(folder);
  std::vector<double> millis;
  {
    Running running(folder / "books.db");
    std::mt19937 dice{1};
    std::int64_t next = 108'900'000'000'001;
    running.measure(std::to_string(next++));  // signs in, reads the ledger's lists, makes the contact
    for (int i = 0; i < measured; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(200 + dice() % 200));
      millis.push_back(running.measure(std::to_string(next++)));
    }
    running.thread.request_stop();
    running.thread.join();
    running.walmart_door.stop();
    running.xero_door.stop();
  }
  std::filesystem::remove_all(folder);
  std::sort(millis.begin(), millis.end());
  const auto quantile = [&](double part) {
    return millis[static_cast<std::size_t>(part * static_cast<double>(millis.size() - 1))];
  };
  std::printf(
      "webhook to paid invoice, idle engine, %d orders: median %.0f ms (at most %.0f), 99%% %.0f ms (at "
      "most %.0f), slowest %.0f ms\n",
      measured, quantile(0.5), promised_median, quantile(0.99), promised_99, quantile(1));
  return quantile(0.5) <= promised_median && quantile(0.99) <= promised_99 ? 0 : 1;
}
