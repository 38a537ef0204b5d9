// How long it takes from Walmart's call that an order has shipped to its posted and paid invoice, in an
// engine that was idle: from the socket of the public listener, and from the first read of a poll that can
// see the order; over loopback HTTP, with a store on disk. The stand-ins answer as fast as they can, and then
// as slowly as the real ones; what they take is shown and taken off. Not Google Benchmark: an order is
// measured whole, and the quantiles of some hundred are the answer. Exit code 1 when the promise is not kept.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/crypto.h"
#include "base/log.h"
#include "checkout.h"
#include "flow/engine.h"
#include "must.h"
#include "rules/rule_set.h"
#include "server/listener.h"
#include "simulator/listener.h"
#include "simulator/walmart_service.h"
#include "simulator/xero_service.h"
#include "walmart/channel.h"
#include "walmart/connection.h"
#include "walmart/source.h"
#include "walmart/subscriptions.h"
#include "wire/curl_transport.h"
#include "xero/ledger.h"

namespace {

using namespace crosswalk;
using namespace crosswalk::bench;
using SteadyClock = std::chrono::steady_clock;

constexpr int measured = 150;
constexpr int polled = 40;               // each waits for the next poll
constexpr double promised_median = 150;  // milliseconds beyond what the stand-ins take
constexpr double promised_99 = 500;
constexpr Millis real_answer{80};  // what a call to one of the real ones takes, about
constexpr Millis poll_every{1'000};
constexpr Millis hour{3'600'000};

simulator::MarketOrder order_of(const std::string& po, Instant now) {
  simulator::MarketOrder order;
  order.po = po;
  order.customer_order = "2" + po.substr(1);
  order.ordered = now;
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

using Moment = SteadyClock::time_point;

double millis_between(Moment from, Moment to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

// When the stand-ins were at work, and on what.
class Answers {
 public:
  struct One {
    Moment begun;
    Moment ended;
    std::string line;  // "GET /v3/orders?…"
  };
  void keep(One one) {
    const std::lock_guard lock(mutex_);
    all_.push_back(std::move(one));
  }
  void forget() {
    const std::lock_guard lock(mutex_);
    all_.clear();
  }
  // Milliseconds in which at least one of them was, between two moments.
  double busy(Moment from, Moment to) const {
    std::vector<One> all = copied();
    std::sort(all.begin(), all.end(), [](const One& a, const One& b) { return a.begun < b.begun; });
    double sum = 0;
    for (const One& one : all) {
      const Moment begin = std::max(from, one.begun);
      const Moment end = std::min(to, one.ended);
      if (begin < end) sum += millis_between(begin, end);
      from = std::max(from, end);
    }
    return sum;
  }
  // When the newest walk of calls whose line starts so began: no pause in it is longer; nothing: there was
  // none.
  std::optional<Moment> newest_walk(std::string_view start, Millis pause) const {
    std::optional<Moment> begun;
    Moment last;
    for (const One& one : copied()) {
      if (!one.line.starts_with(start)) continue;
      if (!begun || millis_between(last, one.begun) > static_cast<double>(pause.count())) begun = one.begun;
      last = one.ended;
    }
    return begun;
  }

 private:
  std::vector<One> copied() const {
    const std::lock_guard lock(mutex_);
    return all_;
  }
  mutable std::mutex mutex_;
  std::vector<One> all_;
};

// A stand-in that takes its time.
class Timed final : public simulator::Service {
 public:
  Timed(simulator::Service& inner, Millis takes, Answers& answers)
      : inner_(inner), takes_(takes), answers_(answers) {}
  simulator::Answer handle(const wire::HttpRequest& request) override {
    const Moment begun = SteadyClock::now();
    std::this_thread::sleep_for(takes_);
    simulator::Answer answer = inner_.handle(request);
    answers_.keep({begun, SteadyClock::now(), request.method + " " + request.url});
    return answer;
  }

 private:
  simulator::Service& inner_;
  Millis takes_;
  Answers& answers_;
};

enum class Way { webhook, poll };

struct Took {
  double whole = 0;
  double stand_ins = 0;
  double beyond() const { return whole - stand_ins; }
};

// One process against stand-ins on loopback ports.
struct Running {
  Running(const std::filesystem::path& file, Way the_way, Millis answer_takes)
      : way(the_way),
        walmart(clock, simulator::World{}),
        xero(clock, {{"MUG-BLU", "Mug"}}),
        timed_walmart(walmart, answer_takes, answers),
        timed_xero(xero, answer_takes, answers),
        walmart_door(timed_walmart),
        xero_door(timed_xero),
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
    if (way == Way::poll) pair.schedule.kinds["orders"].every = poll_every;
    if (way == Way::webhook) subscribe();
    engine = must(
        flow::Engine::make({pair, *source, *ledger, *channel, *store, clock,
                            must(rules::load_rules(checkout("/rules"), "rules/", checkout("/scripts")))}));
    thread = std::jthread([this](const std::stop_token& stop) { must(engine->run(stop)); });
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    thread.request_stop();
    thread.join();
    if (listener) listener->stop();
    walmart_door.stop();
    xero_door.stop();
  }

  // Walmart calls the public listener about what happens to orders.
  void subscribe() {
    walmart::WebhookSettings settings;
    settings.header = "X-Walmart-Signature";
    settings.secret = Secret("a secret that only Walmart knows");
    listener = std::make_unique<server::Listener>(
        std::vector<server::HookRoute>{{"walmart/us", "/hooks/walmart/us/path", "us",
                                        std::make_shared<walmart::WalmartWebhook>(settings)}},
        1'000, *store, clock);
    const std::string url = "http://127.0.0.1:" + std::to_string(must(listener->listen("127.0.0.1", 0))) +
                            "/hooks/walmart/us/path";
    walmart::Subscriptions subscriptions(*connection);
    const auto types = must(subscriptions.useful_types({}));
    walmart.reach_out_through(&network);
    must(subscriptions.create(types, url, settings, {}));
  }

  Took measure(const std::string& po) {
    answers.forget();
    Moment begun = SteadyClock::now();
    if (!walmart.add_order(order_of(po, clock.now())) || !walmart.ship(po, "1", 1, clock.now()))
      give_up("the stand-in does not take the order " + po);
    const Moment visible = SteadyClock::now();
    if (way == Way::webhook) {
      begun = SteadyClock::now();
      if (walmart.deliver_events({}) == 0) give_up("nothing was told of the order " + po);
    }
    for (;;) {
      const auto invoice = xero.invoice("WM-" + po);
      if (invoice && invoice->status == "PAID") break;
      if (millis_between(begun, SteadyClock::now()) > 30'000)
        give_up("order " + po + " was not invoiced in half a minute");
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    const Moment paid = SteadyClock::now();
    // Walmart is asked to the second, so that what changes in the second of one poll is for the next: the
    // poll that brought it counts.
    if (way == Way::poll) begun = answers.newest_walk("GET /v3/orders?", poll_every / 2).value_or(visible);
    return {millis_between(begun, paid), answers.busy(begun, paid)};
  }

  Way way;
  Answers answers;
  SystemClock clock;
  simulator::WalmartService walmart;
  simulator::XeroService xero;
  Timed timed_walmart;
  Timed timed_xero;
  simulator::Listener walmart_door;
  simulator::Listener xero_door;
  wire::CurlTransport network;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<server::Listener> listener;
  std::unique_ptr<walmart::Connection> connection;
  std::unique_ptr<walmart::WalmartSource> source;
  std::unique_ptr<walmart::WalmartChannel> channel;
  std::unique_ptr<xero::XeroLedger> ledger;
  std::unique_ptr<flow::Engine> engine;
  std::jthread thread;
};

// One of a row of figures: the part of them that lies below it.
double quantile(const std::vector<Took>& took, double part, const std::function<double(const Took&)>& of) {
  std::vector<double> millis;
  for (const Took& one : took) millis.push_back(of(one));
  std::sort(millis.begin(), millis.end());
  return millis[static_cast<std::size_t>(part * static_cast<double>(millis.size() - 1))];
}

bool measured_well(const std::filesystem::path& file, Way way, Millis answer_takes) {
  const int orders = way == Way::poll ? polled : measured;
  std::vector<Took> took;
  {
    Running running(file, way, answer_takes);
    std::mt19937 dice{1};
    std::int64_t next = 108'900'000'000'001;
    running.measure(std::to_string(next++));  // signs in, reads the ledger's lists, makes the contact
    for (int i = 0; i < orders; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(200 + dice() % 200));
      took.push_back(running.measure(std::to_string(next++)));
    }
  }
  const auto beyond = [&](double part) {
    return quantile(took, part, [](const Took& one) { return one.beyond(); });
  };
  const auto whole = [&](double part) {
    return quantile(took, part, [](const Took& one) { return one.whole; });
  };
  const auto theirs = [&](double part) {
    return quantile(took, part, [](const Took& one) { return one.stand_ins; });
  };
  std::printf(
      "%s to paid invoice, idle engine, %d orders, stand-ins that answer in %lld ms or a little more:\n"
      "  beyond their answers: median %.0f ms (at most %.0f), 99%% %.0f ms (at most %.0f), slowest %.0f ms\n"
      "  in all: median %.0f ms, 99%% %.0f ms; of it their answers: median %.0f ms, 99%% %.0f ms\n",
      way == Way::webhook ? "webhook at the socket" : "first read of a poll", orders,
      static_cast<long long>(answer_takes.count()), beyond(0.5), promised_median, beyond(0.99), promised_99,
      beyond(1), whole(0.5), whole(0.99), theirs(0.5), theirs(0.99));
  std::fflush(stdout);
  return beyond(0.5) <= promised_median && beyond(0.99) <= promised_99;
}

}  // namespace

int main() {
  log::set_level(log::Level::off);
  const auto folder = std::filesystem::temp_directory_path() / ("crosswalk-bench-" + random_uuid());
  std::filesystem::create_directories(folder);
  bool kept = true;
  int run = 0;
  for (const Way way : {Way::webhook, Way::poll})
    for (const Millis answer_takes : {Millis{0}, real_answer})
      kept = measured_well(folder / ("books" + std::to_string(run++) + ".db"), way, answer_takes) && kept;
  std::filesystem::remove_all(folder);
  return kept ? 0 : 1;
}
