// Two processes on one SQLite file sharing one organisation, with payments, while a twentieth of all calls
// fails before or after it took effect. One works while a call of the other is on its way; a call that is
// away for longer than a call may last is given up and never arrives, as in life.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <random>

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

void once(Process& process) {
  const auto report = process.engine->once(true, Millis(0), {}, {});
  REQUIRE_MESSAGE(report.ok(), (report ? "" : report.error().text()));
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

}  // namespace

TEST_CASE("two processes through three months of returns and settlements: Xero says what our books say") {
  const File file;
  RigSettings settings;
  settings.store = "sqlite:" + file.path.string();
  settings.clearing_account = "090";
  simulator::WorldSettings world;
  world.seed = 20'260'210;
  world.orders = 60;
  world.from = settings.start;
  world.over = 80 * day;
  world.after_sale = simulator::AfterSale();
  Outside outside(simulator::make_world(world), settings.start);
  Interleaved network(outside.network, outside.clock);
  const Wires wires{network, outside.clock};
  Process one(settings, wires, "one");
  Process two(settings, wires, "two");
  outside.walmart.set_random_faults(7, 0.05);
  outside.xero.set_random_faults(8, 0.05);
  for (int round = 0; round < 90; ++round) {
    Process& first = round % 2 == 0 ? one : two;
    Process& second = round % 2 == 0 ? two : one;
    network.other = [&] { once(second); };
    once(first);
    outside.clock.advance(day);
  }
  CHECK(network.turns > 20);
  CHECK(outside.xero.random_faults() > 0);
  outside.walmart.set_random_faults(0, 0);
  outside.xero.set_random_faults(0, 0);
  network.other = nullptr;
  for (int quiet = 0; quiet < 35; ++quiet) {
    once(quiet % 2 == 0 ? one : two);
    outside.clock.advance(2 * day);
  }

  const auto counts = one.store->counts("us").value();
  for (const auto& count : counts.documents) {
    const bool ended = count.name == "posted" || count.name == "withdrawn" || count.name == "voided";
    CHECK_MESSAGE(ended, count.count << " documents are " << count.name);
  }
  CHECK(shown(outside.xero.trial_balance()) == ours(*one.store));
  CHECK(shown(outside.xero.trial_balance()).size() > 5);
  for (const auto& made : outside.xero.invoices_created())
    CHECK_MESSAGE(made.second == 1, made.first << " was made " << made.second);
  CHECK(outside.xero.breaches().empty());
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
  Outside outside(simulator::make_world(world), settings.start);
  Interleaved network(outside.network, outside.clock);
  const Wires wires{network, outside.clock};
  Process one(settings, wires, "one");
  Process two(settings, wires, "two");
  outside.walmart.set_random_faults(5, 0.05);
  outside.xero.set_random_faults(6, 0.05);
  for (int round = 0; round < 24; ++round) {
    Process& first = round % 2 == 0 ? one : two;
    Process& second = round % 2 == 0 ? two : one;
    network.other = [&] { once(second); };
    once(first);
    outside.clock.advance(6 * hour);
  }
  CHECK(network.turns > 20);
  CHECK(outside.xero.random_faults() > 0);
  outside.walmart.set_random_faults(0, 0);
  outside.xero.set_random_faults(0, 0);
  network.other = nullptr;
  for (int quiet = 0; quiet < 6; ++quiet) {
    once(quiet % 2 == 0 ? one : two);
    outside.clock.advance(2 * hour);
  }

  std::map<std::string, Decimal> invoiced;
  int paid = 0;
  Decimal sum;
  for (const auto& invoice : outside.xero.invoices()) {
    CAPTURE(invoice.number);
    CHECK(invoice.status == "PAID");
    CHECK(invoice.payments.size() == 1);
    CHECK(invoiced.emplace(invoice.number, invoice.total).second);
    sum = add(sum, invoice.total).value();
    ++paid;
  }
  CHECK(paid > 100);
  for (const auto& made : outside.xero.invoices_created())
    CHECK_MESSAGE(made.second == 1, made.first << " was made " << made.second);
  CHECK(outside.xero.payments().size() == static_cast<std::size_t>(paid));
  CHECK(outside.xero.trial_balance("USD").at("090") == sum);
  CHECK(one.store->counts("us").value().posted == std::vector{Money{sum, Currency::parse("USD").value()}});
  CHECK(outside.xero.breaches().empty());
}
