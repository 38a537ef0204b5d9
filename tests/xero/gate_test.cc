// Calls at once, with two processes that share one file: never more than the limit, and a slot that is not
// needed is not kept.
#include "xero/gate.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "base/limits.h"
#include "base/virtual_clock.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;

namespace {

const SlotLimit five{"xero/t/at once", 5};

// Slots as a store grants them.
class SlotBudget final : public Budget {
 public:
  Result<Instant> take(const BucketLimit& /*limit*/, Instant now) override { return now; }
  Result<void> pause(std::string_view /*bucket*/, Instant /*until*/) override { return {}; }
  Result<void> observe(const BucketLimit& /*limit*/, double /*remaining*/, Instant /*now*/) override {
    return {};
  }
  Result<SlotLease> hold(const SlotLimit& limit, std::string_view holder, int wanted, Instant /*until*/,
                         Instant /*now*/) override {
    const std::lock_guard lock(mutex);
    ++asked;
    held.erase(std::string(holder));
    int left = limit.slots;
    for (const auto& [name, count] : held) left -= count;
    const int granted = std::min(wanted, left);
    if (granted > 0) held[std::string(holder)] = granted;
    return SlotLease{granted, left - granted};
  }
  std::mutex mutex;
  std::map<std::string, int> held;
  int asked = 0;
};

// Counts what is in flight; a call takes a moment of real time, so that calls overlap.
class Counting final : public wire::Transport {
 public:
  wire::CallResult call(const wire::HttpRequest& /*request*/, const Stop& /*stop*/) override {
    const int now = ++in_flight;
    int most_yet = most;
    while (now > most_yet && !most.compare_exchange_weak(most_yet, now)) {
    }
    std::this_thread::yield();
    if (inside) inside();
    --in_flight;
    return reply(200, "{}");
  }
  std::atomic<int> in_flight = 0;
  std::atomic<int> most = 0;
  std::function<void()> inside;
};

}  // namespace

TEST_CASE("two processes have never more than five calls in flight") {
  SystemClock clock;
  SlotBudget budget;
  Counting outside;
  xero::Gate one(outside, five, budget, clock);
  xero::Gate two(outside, five, budget, clock);
  std::vector<std::thread> threads;
  std::atomic<int> done = 0;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      for (int call = 0; call < 20; ++call)
        if ((i % 2 == 0 ? one : two).call({}, {}).reply) ++done;
    });
  for (auto& thread : threads) thread.join();
  CHECK(done == 160);
  CHECK(outside.most <= 5);
}

TEST_CASE("one call after the other costs the budget one question in a lease") {
  VirtualClock clock{Instant::parse("2026-02-01T12:00:00Z").value()};
  SlotBudget budget;
  Counting outside;
  {
    xero::Gate gate(outside, five, budget, clock);
    for (int i = 0; i < 100; ++i) CHECK(gate.call({}, {}).reply);
    CHECK(budget.asked == 1);
    clock.advance(limits::slot_lease - limits::call_timeout + Millis(1));
    CHECK(gate.call({}, {}).reply);
    CHECK(budget.asked == 2);  // what is left of the lease may be shorter than a call
    CHECK(budget.held.size() == 1);
  }
  CHECK(budget.held.empty());
}

TEST_CASE("idle processes keep nobody waiting") {
  const Instant start = Instant::parse("2026-02-01T12:00:00Z").value();
  VirtualClock clock{start};
  SlotBudget budget;
  Counting outside;
  std::vector<std::unique_ptr<xero::Gate>> gates;
  for (int i = 0; i < 8; ++i) {
    gates.push_back(std::make_unique<xero::Gate>(outside, five, budget, clock));
    CHECK(gates.back()->call({}, {}).reply);
  }
  CHECK(budget.held.size() == 1);  // the one that found itself alone
  Counting busy;
  xero::Gate one(busy, five, budget, clock);
  busy.inside = [&] { CHECK(gates[7]->call({}, {}).reply); };
  CHECK(one.call({}, {}).reply);
  CHECK(clock.now() == start);
}

TEST_CASE("where others hold every slot, a call waits for one, then says why it was not made") {
  VirtualClock clock{Instant::parse("2026-02-01T12:00:00Z").value()};
  SlotBudget budget;
  Counting outside;
  budget.held["others"] = 5;
  xero::Gate gate(outside, five, budget, clock);
  const auto refused = gate.call({}, {});
  CHECK_FALSE(refused.reply);
  CHECK(refused.failure.reach == wire::Reach::not_sent);
  CHECK(refused.failure.error.kind == ErrorKind::limit);
  CHECK(clock.now() >= Instant::parse("2026-02-01T12:00:00Z").value() + limits::slot_patience);
  budget.held["others"] = 4;
  CHECK(gate.call({}, {}).reply);
  CHECK(budget.held.size() == 1);  // the last one is given back at once: others may want it
}
