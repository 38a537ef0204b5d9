#include "flow/kill_parent.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <sstream>

#include "base/crypto.h"
#include "flow/cloud_books.h"
#include "wire/curl_transport.h"

namespace crosswalk::tests {
namespace {

constexpr Millis hour{3'600'000};

std::string or_dash(const std::string& text) {
  return text.empty() ? "-" : text;
}

std::string to_text(const KillOrders& orders) {
  std::ostringstream text;
  text << orders.walmart_port << ' ' << orders.xero_port << ' ' << orders.clock_port << ' '
       << orders.cloudsuite_port << ' ' << orders.die_at << ' ' << orders.passes << ' ' << orders.created
       << ' ' << orders.pays << ' ' << orders.whole << ' ' << orders.accrues << ' ' << or_dash(orders.run)
       << ' ' << or_dash(orders.back) << ' ' << orders.rules << ' ' << orders.store;
  return text.str();
}

KillOrders from_text(const char* text) {
  KillOrders orders;
  std::istringstream(text) >> orders.walmart_port >> orders.xero_port >> orders.clock_port >>
      orders.cloudsuite_port >> orders.die_at >> orders.passes >> orders.created >> orders.pays >>
      orders.whole >> orders.accrues >> orders.run >> orders.back >> orders.rules >> orders.store;
  for (std::string* each : {&orders.run, &orders.back})
    if (*each == "-") each->clear();
  return orders;
}

class RemoteClock final : public Clock {
 public:
  RemoteClock(wire::Transport& transport, int port)
      : transport_(transport), url_("http://127.0.0.1:" + std::to_string(port)) {}
  Instant now() const override { return ask("/now"); }
  bool wait_until(Instant when, const Stop& stop) override {
    if (stop.stop_requested()) return false;
    ask("/until?" + std::to_string(when.millis()));
    return true;
  }

 private:
  Instant ask(const std::string& path) const {
    const auto result = transport_.call({"GET", url_ + path, {}, ""}, {});
    if (!result.reply) std::abort();
    return Instant::from_millis(std::stoll(result.reply->body));
  }
  wire::Transport& transport_;
  std::string url_;
};

// Counts the points at which a process may die, and dies at the n-th.
class Death {
 public:
  explicit Death(int at) : at_(at) {}
  void point() {
    if (++passed_ == at_) raise(SIGKILL);
  }

 private:
  int at_;
  std::atomic<int> passed_{0};
};

class MortalTransport final : public wire::Transport {
 public:
  MortalTransport(wire::Transport& transport, Death& death) : transport_(transport), death_(death) {}
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override {
    death_.point();
    auto result = transport_.call(request, stop);
    death_.point();
    return result;
  }

 private:
  wire::Transport& transport_;
  Death& death_;
};

// What a person begins, or goes on with: each record once.
void send_round(store::Store& store, const KillOrders& orders, Clock& clock) {
  std::vector<std::int64_t> ids;
  if (!orders.back.empty()) {
    ids = store.corrected_records("us", orders.back).value();
  } else {
    store::RecordFilter filter;
    filter.pair = "us";
    filter.states = {RecordState::booked};
    for (const auto& row : store.records(filter).value())
      if (!store.entries_of(row.id).value().empty()) ids.push_back(row.id);
  }
  for (const auto id : ids) {
    if (!store.entries_before(id, orders.run).value().empty()) continue;
    const auto sent = store.correct(id, {orders.run, orders.back}, "ann", clock.now());
    // It was sent before whoever sent it died.
    if (!sent) REQUIRE(sent.error().kind == ErrorKind::invalid);
  }
}

}  // namespace

simulator::Answer ClockService::handle(const wire::HttpRequest& request) {
  if (const auto at = request.url.find('?'); at != std::string::npos)
    clock_.wait_until(Instant::from_millis(std::stoll(request.url.substr(at + 1))), {});
  return {{200, {}, std::to_string(clock_.now().millis())}, simulator::Delivery::whole};
}

KillParent::KillParent(simulator::World world)
    : outside(std::move(world), RigSettings{}.start),
      cloudsuite_service(outside.clock),
      clock_service(outside.clock),
      walmart(outside.walmart),
      xero(outside.xero),
      cloudsuite(cloudsuite_service),
      clock(clock_service) {
  store = std::filesystem::temp_directory_path() / ("crosswalk-kill-" + random_uuid() + ".db");
  orders.store = store.string();
  orders.walmart_port = walmart.listen(0).value();
  orders.xero_port = xero.listen(0).value();
  orders.clock_port = clock.listen(0).value();
}

KillParent::~KillParent() {
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(store.string() + suffix);
}

bool KillParent::run_child(int die_at) {
  orders.die_at = die_at;
  const std::string text = to_text(orders);
  const pid_t child = fork();
  if (child == 0) {
    setenv("CROSSWALK_KILL_TEST", text.c_str(), 1);
    execl("/proc/self/exe", "test_flow", "--test-case=the child of the kill test", "--no-skip", "--minimal",
          static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return false;
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) == 0);
  return true;
}

int kill_stride(int share) {
  const char* every = std::getenv("CROSSWALK_KILLS");
  return every != nullptr ? std::atoi(every) : share;
}

TEST_CASE("the child of the kill test" * doctest::skip()) {
  const char* told = std::getenv("CROSSWALK_KILL_TEST");
  REQUIRE(told != nullptr);
  const KillOrders orders = from_text(told);
  Death death(orders.die_at);
  wire::CurlTransport curl;
  MortalTransport mortal(curl, death);
  RemoteClock clock(curl, orders.clock_port);
  RigSettings settings;
  settings.book = orders.created ? BookMode::created : BookMode::shipped;
  settings.store = "sqlite:" + orders.store;
  settings.rules = orders.rules;
  if (orders.pays) settings.clearing_account = "090";
  if (orders.pays)
    settings.adjust = [&](flow::PairSettings& pair) {
      if (orders.whole) pair.posting = Posting::settlement;
      pair.accounts.carried_forward = "125";
      pair.accounts.bank = "091";
      if (!orders.accrues) return;
      pair.channel = "Walmart Marketplace US";
      pair.accounts.accrued = "127";
      pair.accrues = true;
    };
  std::unique_ptr<auth::TokenVault> vault;  // outlives the ledger
  if (orders.cloudsuite_port != 0)
    settings.ledger = [&](wire::Transport& transport, store::Store& store, Clock& on) {
      return cloud_ledger("http://127.0.0.1:" + std::to_string(orders.cloudsuite_port), vault, transport,
                          store, on);
    };
  const Wires wires{mortal, clock, "http://127.0.0.1:" + std::to_string(orders.walmart_port),
                    "http://127.0.0.1:" + std::to_string(orders.xero_port)};
  Process process(settings, wires, "worker-" + std::to_string(getpid()),
                  [&](std::string_view) { death.point(); });
  if (!orders.run.empty()) send_round(*process.store, orders, clock);
  for (int pass = 0; pass < orders.passes; ++pass) {
    if (pass > 0) clock.wait_until(clock.now() + hour, {});
    const auto report = process.engine->once(orders.run.empty(), Millis(900'000), {}, {});
    REQUIRE(report.ok());
    // CloudSuite says that a dead process's run is not found yet.
    if (orders.cloudsuite_port == 0) CHECK(report->trouble.empty());
  }
}

}  // namespace crosswalk::tests
