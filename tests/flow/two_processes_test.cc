// Two processes on one SQLite file sharing one organisation, with payments, while a twentieth of all calls
// meets one of the named faults of Xero's stand-in or fails at Walmart, before or after it took effect. One
// works while a call of the other is on its way; a call that is away for longer than a call may last is given
// up and never arrives, as in life. A bookkeeper sends round again what was refused.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <set>

#include "base/crypto.h"
#include "base/limits.h"
#include "flow/booked_entries.h"
#include "flow/rig.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis hour{3'600'000};
constexpr Millis day = 24 * hour;
constexpr double twentieth = 0.05;

class Interleaved final : public wire::Transport {
 public:
  Interleaved(wire::Transport& inner, Clock& clock) : inner_(inner), clock_(clock) {}
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override {
    const Instant begun = clock_.now();
    if (other && !nested_ && dice_() % 8 == 0) {
      nested_ = true;
      ++turns;
      other();
      nested_ = false;
    }
    if (clock_.now() - begun >= limits::call_timeout)
      return {std::nullopt, {wire::Reach::maybe_sent, fail(ErrorKind::outside, "no answer in time")}};
    return inner_.call(request, stop);
  }
  std::function<void()> other;
  int turns = 0;

 private:
  wire::Transport& inner_;
  Clock& clock_;
  std::mt19937 dice_{20'260'210};
  bool nested_ = false;
};

struct File {
  File() : path(std::filesystem::temp_directory_path() / ("crosswalk-two-" + random_uuid() + ".db")) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
  }
  std::filesystem::path path;
};

void once(Process& process, Millis patience = Millis(0)) {
  const auto report = process.engine->once(true, patience, {}, {});
  REQUIRE_MESSAGE(report.ok(), (report ? "" : report.error().text()));
}

// What Xero refused without a cause is sent round again, as by `replay --rejected`.
void send_round_again(store::Store& store, Instant now) {
  store::RecordFilter filter;
  filter.pair = "us";
  filter.states = {RecordState::booked, RecordState::held, RecordState::waiting};
  for (const auto& row : store.records(filter).value()) {
    const auto documents = store.documents_of(row.id).value();
    if (std::any_of(documents.begin(), documents.end(),
                    [](const auto& one) { return one.document.state == DocumentState::rejected; }))
      REQUIRE(store.replay(row.id, "a bookkeeper", now).ok());
  }
}

// Both processes, one after the other, the one in the middle of the other's calls.
class Two {
 public:
  Two(const RigSettings& settings, const simulator::WorldSettings& world, std::uint64_t seed,
      simulator::FaultPack pack = simulator::FaultPack::every)
      : outside(simulator::make_world(world), settings.start),
        network(outside.network, outside.clock),
        one(settings, Wires{network, outside.clock}, "one"),
        two(settings, Wires{network, outside.clock}, "two") {
    simulator::XeroSwitches switches;
    switches.largest_page = 10;  // so that lists have several
    outside.xero.set_switches(switches);
    outside.walmart.set_random_faults(seed, twentieth);
    outside.xero.set_random_faults(seed + 1, twentieth, pack);
  }
  void live(int rounds, Millis between) {
    for (int round = 0; round < rounds; ++round) {
      Process& first = round % 2 == 0 ? one : two;
      Process& second = round % 2 == 0 ? two : one;
      network.other = [&] { once(second); };
      once(first, round % 4 < 2 ? Millis(0) : Millis(900'000));
      outside.clock.advance(between);
      send_round_again(*one.store, outside.clock.now());
    }
    CHECK(network.turns > 20);
    outside.walmart.set_random_faults(0, 0);
    outside.xero.set_random_faults(0, 0);
    network.other = nullptr;
  }
  void rest(int rounds, Millis between) {
    for (int round = 0; round < rounds; ++round) {
      send_round_again(*one.store, outside.clock.now());
      once(round % 2 == 0 ? one : two);
      outside.clock.advance(between);
    }
  }
  Outside outside;
  Interleaved network;
  Process one;
  Process two;
};

using Struck = std::map<std::string, int>;  // by the fault's name

// Every one of them, before the work and after it where it can be both.
void check_all_struck(const Struck& struck) {
  std::string told;
  for (const auto& [name, times] : struck) told += "\n" + std::to_string(times) + " x " + name;
  MESSAGE("faults of Xero's:" << told);
  for (const auto& fault : simulator::xero_sim::named_faults())
    for (const auto when : {simulator::Fault::When::before_commit, simulator::Fault::When::after_commit}) {
      if (!(when == simulator::Fault::When::before_commit ? fault.before : fault.after)) continue;
      const std::string name = simulator::xero_sim::fault_name(fault, when);
      CHECK_MESSAGE(struck.count(name) == 1, name << " never struck");
    }
}

void check_nothing_twice(const simulator::XeroService& xero) {
  for (const char* list : {"Invoices", "CreditNotes", "Payments", "BankTransactions", "ManualJournals"})
    for (const auto& made : xero.created(list))
      CHECK_MESSAGE(made.second == 1, list << ": " << made.first << " was made " << made.second << " times");
}

void check_all_ended(store::Store& store) {
  const auto counts = store.counts("us").value();
  for (const auto& count : counts.documents) {
    const bool ended = count.name == "posted" || count.name == "withdrawn" || count.name == "voided";
    CHECK_MESSAGE(ended, count.count << " documents are " << count.name);
  }
  store::RecordFilter filter;
  filter.pair = "us";
  filter.states = {RecordState::received, RecordState::held};
  for (const auto& row : store.records(filter).value()) {
    // What the rules leave to a person: the world has such orders and rows.
    const bool by_rule = row.reason.find("nobody has said where") != std::string::npos ||
                         row.reason.find("look at it, then replay it") != std::string::npos ||
                         row.reason.find("is not in rules/items.csv") != std::string::npos;
    CHECK_MESSAGE(by_rule, row.key.id << " waits: " << row.reason);
  }
}

using Balance = std::map<std::string, std::string>;  // by account, without those that come to nothing

Balance shown(const std::map<std::string, Decimal>& sums) {
  Balance balance;
  for (const auto& [account, sum] : sums)
    if (!sum.is_zero()) balance.emplace(account, sum.text(2));
  return balance;
}

// What our books say of every account. What is receivable has none of its own; Xero's is 610.
Balance ours(store::Store& store) {
  std::map<std::string, Decimal> sums;
  const auto walked = flow::each_booked(store, "us", {},
                                        [&](const store::RecordRow&, const Entries& entries) -> Result<void> {
                                          for (const Entry& entry : entries.entries) {
                                            std::string account = entry.answers.account.value;
                                            if (entry.role == EntryRole::clearing) account = "090";
                                            if (entry.role == EntryRole::receivable) account = "610";
                                            sums[account] = add(sums[account], entry.amount.amount).value();
                                          }
                                          return {};
                                        });
  REQUIRE(walked.ok());
  return shown(sums);
}

// How many worlds are lived through: more than usual where somebody has the time.
int worlds(int usual) {
  const char* wanted = std::getenv("CROSSWALK_WORLDS");
  return wanted == nullptr ? usual : std::atoi(wanted);
}

struct Lived {
  Struck struck;
  int calls = 0;  // while faults struck
};

// Three months of orders, returns and settlements, and what must hold after them.
Lived live_through(std::uint64_t seed, int orders, simulator::FaultPack pack) {
  CAPTURE(seed);
  const File file;
  RigSettings settings;
  settings.store = "sqlite:" + file.path.string();
  settings.clearing_account = "090";
  simulator::WorldSettings world;
  world.seed = seed;
  world.orders = orders;
  world.from = settings.start;
  world.over = 80 * day;
  world.after_sale = simulator::AfterSale();
  Two both(settings, world, seed, pack);
  both.live(150, 15 * hour);
  Lived lived{both.outside.xero.faults_struck(), 0};
  for (const auto& [call, times] : both.outside.xero.requests()) lived.calls += times;
  both.rest(35, 2 * day);

  check_all_ended(*both.one.store);
  CHECK(shown(both.outside.xero.trial_balance()) == ours(*both.one.store));
  CHECK(shown(both.outside.xero.trial_balance()).size() > 5);
  check_nothing_twice(both.outside.xero);
  CHECK(both.outside.xero.breaches().empty());
  return lived;
}

}  // namespace

TEST_CASE("two processes through three months of returns and settlements: Xero says what our books say") {
  for (int i = 0; i < worlds(1); ++i)
    check_all_struck(live_through(20'260'210 + static_cast<std::uint64_t>(i), worlds(0) == 0 ? 60 : 200,
                                  simulator::FaultPack::every)
                         .struck);
}

// Here a fault that few calls give an occasion for waits for its turn, so that it takes several worlds until
// all have struck.
TEST_CASE("two processes with a twentieth of the calls struck and no call more likely than another") {
  Struck struck;
  int strikes = 0;
  int calls = 0;
  for (int i = 0; i < worlds(3); ++i) {
    const Lived lived = live_through(31'415 + static_cast<std::uint64_t>(i), worlds(0) == 0 ? 120 : 200,
                                     simulator::FaultPack::every_alike);
    for (const auto& [name, times] : lived.struck) {
      struck[name] += times;
      strikes += times;
    }
    calls += lived.calls;
  }
  check_all_struck(struck);
  MESSAGE(strikes << " of " << calls << " calls were struck");
  CHECK(strikes > calls * 0.8 * twentieth);
  CHECK(strikes < calls * 1.2 * twentieth);
}

TEST_CASE("two processes on one file with payments: nothing missing, nothing twice, no limit exceeded") {
  const File file;
  RigSettings settings;
  settings.store = "sqlite:" + file.path.string();
  settings.clearing_account = "090";
  simulator::WorldSettings world;
  world.seed = 5;
  world.orders = 120;
  world.over = 3 * day;
  world.from = settings.start - day;
  world.quirks = simulator::QuirkShares::none();
  Two both(settings, world, 5);
  simulator::XeroService& xero = both.outside.xero;
  both.live(24, 6 * hour);
  CHECK(xero.random_faults() > 0);
  both.rest(12, 4 * hour);

  check_all_ended(*both.one.store);
  std::map<std::string, Decimal> invoiced;
  int paid = 0;
  Decimal sum;
  for (const auto& invoice : xero.invoices()) {
    CAPTURE(invoice.number);
    CHECK(invoice.status == "PAID");
    CHECK(invoice.payments.size() == 1);
    CHECK(invoiced.emplace(invoice.number, invoice.total).second);
    sum = add(sum, invoice.total).value();
    ++paid;
  }
  CHECK(paid > 100);
  check_nothing_twice(xero);
  CHECK(xero.payments().size() == static_cast<std::size_t>(paid));
  CHECK(xero.trial_balance("USD").at("090") == sum);
  CHECK(both.one.store->counts("us").value().posted ==
        std::vector{Money{sum, Currency::parse("USD").value()}});
  CHECK(xero.breaches().empty());
}
