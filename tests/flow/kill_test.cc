// Killed with SIGKILL at every write and every call, and started again: each document stands exactly once.
// The engine runs in a child process (this program again) against simulators and a clock that live here, over
// loopback.
//
// CROSSWALK_KILLS=1 dies at every n-th point, here every one, where a test takes a share of them.
#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "base/crypto.h"
#include "checkout.h"
#include "flow/cloud_books.h"
#include "flow/edited_rules.h"
#include "flow/rig.h"
#include "flow/rule_folder.h"
#include "flow/settled_world.h"
#include "simulator/catalogue.h"
#include "simulator/cloudsuite_service.h"
#include "simulator/listener.h"
#include "wire/curl_transport.h"

using namespace crosswalk;
using namespace crosswalk::tests;
namespace fs = std::filesystem;

namespace {

// What the child is told through the environment.
struct Orders {
  int walmart_port = 0;
  int xero_port = 0;
  int clock_port = 0;
  int die_at = 0;  // the n-th kill point; 0: live
  bool created = false;
  bool correct = false;     // what is booked is corrected first; then it is paid from clearing as well
  bool whole = false;       // posting: settlement
  int cloudsuite_port = 0;  // 0: Xero
  std::string rules = checkout("/rules");
  std::string store;
};

std::string to_text(const Orders& orders) {
  std::ostringstream text;
  text << orders.walmart_port << ' ' << orders.xero_port << ' ' << orders.clock_port << ' ' << orders.die_at
       << ' ' << orders.created << ' ' << orders.correct << ' ' << orders.whole << ' '
       << orders.cloudsuite_port << ' ' << orders.rules << ' ' << orders.store;
  return text.str();
}

Orders from_text(const char* text) {
  Orders orders;
  std::istringstream(text) >> orders.walmart_port >> orders.xero_port >> orders.clock_port >> orders.die_at >>
      orders.created >> orders.correct >> orders.whole >> orders.cloudsuite_port >> orders.rules >>
      orders.store;
  return orders;
}

// The parent's virtual clock as a service: "/now" answers it, "/until?N" sets it forward.
class ClockService final : public simulator::Service {
 public:
  explicit ClockService(VirtualClock& clock) : clock_(clock) {}
  simulator::Answer handle(const wire::HttpRequest& request) override {
    if (const auto at = request.url.find('?'); at != std::string::npos)
      clock_.wait_until(Instant::from_millis(std::stoll(request.url.substr(at + 1))), {});
    return {{200, {}, std::to_string(clock_.now().millis())}, simulator::Delivery::whole};
  }

 private:
  VirtualClock& clock_;
};

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

struct Parent {
  explicit Parent(simulator::World world)
      : outside(std::move(world), RigSettings{}.start),
        cloudsuite_service(outside.clock),
        clock_service(outside.clock),
        walmart(outside.walmart),
        xero(outside.xero),
        cloudsuite(cloudsuite_service),
        clock(clock_service) {
    store = fs::temp_directory_path() / ("crosswalk-kill-" + random_uuid() + ".db");
    orders.store = store.string();
    orders.walmart_port = walmart.listen(0).value();
    orders.xero_port = xero.listen(0).value();
    orders.clock_port = clock.listen(0).value();
  }
  // A world of three orders: one to book, one of two lines that ships on two dates, one that is held.
  explicit Parent(bool created) : Parent(simulator::World{}) {
    const Instant now = outside.clock.now();
    const auto add = [&](const char* po, const char* sku, int quantity) {
      REQUIRE(outside.walmart.add_order(
          plain_order(po, sku, quantity, "49.98", "3.75", now - Millis(7'200'000))));
    };
    add("108800000000051", "MUG-BLU", 1);
    add("108800000000052", "LAMP-01", 2);
    add("108800000000053", "NO-SUCH-SKU", 1);
    REQUIRE(outside.walmart.ship("108800000000051", "1", 1, now - Millis(3'600'000)));
    REQUIRE(outside.walmart.ship("108800000000052", "1", 1, now - Millis(3'600'000)));
    orders.created = created;
  }
  ~Parent() {
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(store.string() + suffix);
  }

  // True: the child came to its end; false: it was killed.
  bool run_child(int die_at) {
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

  tests::Outside outside;
  simulator::CloudSuiteService cloudsuite_service;
  ClockService clock_service;
  simulator::Listener walmart;
  simulator::Listener xero;
  simulator::Listener cloudsuite;
  simulator::Listener clock;
  fs::path store;
  Orders orders;
};

void all_stands_once(Parent& parent, bool created) {
  auto& xero = parent.outside.xero;
  for (const auto& made : xero.invoices_created())
    CHECK_MESSAGE(made.second == 1, made.first << " was made " << made.second);
  CHECK(xero.contacts_created().size() == 1);
  const auto invoices = xero.invoices();
  CHECK(ledgered(invoices, "108800000000051", true).charges.text(2) == "49.98");
  CHECK(ledgered(invoices, "108800000000052", true).charges.text(2) == (created ? "49.98" : "24.99"));
  CHECK(ledgered(invoices, "108800000000053", true).invoices == 0);
  CHECK(invoices.size() == (created ? 3U : 2U));
  CHECK(parent.outside.walmart.acknowledgements("108800000000053").effects == 1);
}

void kill_everywhere(bool created) {
  for (int die_at = 1;; ++die_at) {
    CAPTURE(die_at);
    Parent parent(created);
    const bool ended = parent.run_child(die_at);
    REQUIRE(parent.run_child(0));
    all_stands_once(parent, created);
    if (ended) {
      const int points = die_at - 1;
      MESSAGE("kill points: " << points);
      CHECK(die_at > 40);
      return;
    }
  }
}

void settle_whole(flow::PairSettings& pair) {
  pair.posting = Posting::settlement;
  pair.accounts.carried_forward = "125";
  pair.accounts.bank = "091";
}

std::map<std::string, std::string> texts_of(const std::map<std::string, Decimal>& balance) {
  std::map<std::string, std::string> texts;
  for (const auto& [account, amount] : balance) texts[account] = amount.text(2);
  return texts;
}

// A world that is settled, a document a settlement; `stands` looks at the ledger, whose balance is compared
// with that of a life without deaths. A share of the points: there are many, and each takes three processes.
void kill_settling(const std::string& rules, bool in_cloudsuite,
                   const std::function<std::map<std::string, std::string>(Parent&)>& stands, int stride) {
  if (const char* every = std::getenv("CROSSWALK_KILLS")) stride = std::atoi(every);
  std::map<std::string, std::string> expected;
  for (int die_at = 0;; die_at += die_at == 0 ? (stride + 1) / 2 : stride) {
    CAPTURE(die_at);
    Parent parent(simulator::make_world(settled_settings(RigSettings{}.start, 5, 4)));
    parent.orders.whole = true;
    parent.orders.rules = rules;
    if (in_cloudsuite) parent.orders.cloudsuite_port = parent.cloudsuite.listen(0).value();
    const bool ended = parent.run_child(die_at);
    // A dead process's right to interface lapses; nobody takes it from it.
    for (int life = 0; life < 3; ++life) {
      REQUIRE(parent.run_child(0));
      parent.outside.clock.advance(Millis(3'600'000));
    }
    const auto balance = stands(parent);
    if (die_at == 0) {
      expected = balance;
      CHECK(expected.at("091") != "0.00");
      continue;
    }
    CHECK(balance == expected);
    if (!ended) continue;
    MESSAGE("kill points: less than " << die_at);
    CHECK(die_at > 3 * stride);
    return;
  }
}

}  // namespace

TEST_CASE("killed anywhere while settlements book everything, each document stands once in Xero") {
  const auto stands = [](Parent& parent) {
    for (const char* list : {"Invoices", "Payments", "BankTransfers", "Contacts"})
      for (const auto& made : parent.outside.xero.created(list))
        CHECK_MESSAGE(made.second == 1, list << " " << made.first << " was made " << made.second);
    return texts_of(parent.outside.xero.trial_balance());
  };
  kill_settling(Orders{}.rules, false, stands, 67);
}

TEST_CASE("killed anywhere while settlements book everything, each row stands once in CloudSuite") {
  const EditedRules rules;
  use_cloud_codes(rules);
  const auto stands = [](Parent& parent) {
    for (const auto& used : parent.cloudsuite_service.run_groups_interfaced())
      CHECK_MESSAGE(used.second == 1, used.first);
    return texts_of(parent.cloudsuite_service.trial_balance());
  };
  kill_settling(rules.directory().string(), true, stands, 151);
}

TEST_CASE("killed anywhere in a correction, each document stands once and says what the mended rule says") {
  RuleFolder mended;
  RuleFolder mistaken;
  mistaken.edit("account.lua", R"(class = "product", use = "200")", R"(class = "product", use = "215")");
  // A share of the points: there are several hundred, and each takes three processes.
  for (int die_at = 1;; die_at += 17) {
    CAPTURE(die_at);
    Parent parent(false);
    parent.orders.rules = mistaken.path().string();
    REQUIRE(parent.run_child(0));
    REQUIRE(parent.outside.xero.trial_balance().at("215").text(2) == "-74.97");
    parent.orders.rules = mended.path().string();
    parent.orders.correct = true;
    const bool ended = parent.run_child(die_at);
    REQUIRE(parent.run_child(0));
    auto balance = parent.outside.xero.trial_balance();
    CHECK(balance["215"].text(2) == "0.00");
    CHECK(balance["200"].text(2) == "-74.97");
    CHECK(balance["090"].text(2) == "74.97");
    int standing = 0;
    for (const auto& invoice : parent.outside.xero.invoices())
      if (invoice.status == "PAID") ++standing;
    CHECK(standing == 2);
    if (ended) {
      CHECK(die_at > 20);
      return;
    }
  }
}

TEST_CASE("killed anywhere, everything stands once, book: shipped") {
  kill_everywhere(false);
}

TEST_CASE("killed anywhere, everything stands once, book: created") {
  kill_everywhere(true);
}

TEST_CASE("the child of the kill test" * doctest::skip()) {
  const char* told = std::getenv("CROSSWALK_KILL_TEST");
  REQUIRE(told != nullptr);
  const Orders orders = from_text(told);
  Death death(orders.die_at);
  wire::CurlTransport curl;
  MortalTransport mortal(curl, death);
  RemoteClock clock(curl, orders.clock_port);
  RigSettings settings;
  settings.book = orders.created ? BookMode::created : BookMode::shipped;
  settings.store = "sqlite:" + orders.store;
  settings.rules = orders.rules;
  if (orders.rules != Orders{}.rules || orders.whole) settings.clearing_account = "090";
  if (orders.whole) settings.adjust = settle_whole;
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
  if (orders.correct) {
    store::RecordFilter filter;
    filter.pair = "us";
    filter.states = {RecordState::booked};
    const auto rows = process.store->records(filter).value();
    for (const auto& row : rows)
      if (row.key.kind == RecordKind::order)
        REQUIRE(process.store->correct(row.id, {"r1", ""}, "ann", clock.now()));
  }
  const auto report = process.engine->once(!orders.correct, Millis(900'000), {}, {});
  REQUIRE(report.ok());
  // CloudSuite says that a dead process's run is not found yet.
  if (orders.cloudsuite_port == 0) CHECK(report->trouble.empty());
}
