// When documents leave for the ledger: at the times of the pair's calendar, and at once where it has none.
#include <doctest/doctest.h>

#include <map>

#include "flow/cloud_books.h"
#include "flow/ending_clock.h"
#include "flow/rig.h"
#include "simulator/cloudsuite_service.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis hour{3'600'000};
const Instant start = Instant::parse("2026-02-10T12:00:00Z").value();

// Keeps when invoices and journals were sent.
class Listening final : public wire::Transport {
 public:
  Listening(wire::Transport& transport, Clock& clock) : transport_(transport), clock_(clock) {}
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override {
    const bool writes = request.method == "PUT" || request.method == "POST";
    const bool books = request.url.find("/Invoices") != std::string::npos ||
                       request.url.find("/actions/") != std::string::npos;
    if (writes && books) sent.push_back(clock_.now());
    return transport_.call(request, stop);
  }
  std::vector<Instant> sent;

 private:
  wire::Transport& transport_;
  Clock& clock_;
};

RigSettings posting_daily_at(Millis time) {
  RigSettings settings;
  settings.book = BookMode::created;
  settings.schedule.post = Cadence{Millis(0), {time}, every_weekday};
  return settings;
}

// An order at 10:00, 13:00 and 20:00 of the first day.
simulator::World three_orders() {
  simulator::World world;
  for (int i = 0; i < 3; ++i)
    world.add(plain_order("10880000000001" + std::to_string(i), "MUG-BLU", 1, "24.99", "1.87",
                          start + (i == 0   ? -2
                                   : i == 1 ? 1
                                            : 8) *
                                      hour));
  return world;
}

}  // namespace

TEST_CASE("a running engine lets documents leave at the calendar's times, all that wait then") {
  const RigSettings settings = posting_daily_at(18 * hour);
  Outside outside(three_orders(), start);
  std::stop_source stop;
  EndingClock clock(outside.clock, start + 18 * hour, stop);
  Listening listening(outside.network, clock);
  Process process(settings, {listening, clock}, "w1");
  REQUIRE(process.engine->run(stop.get_token()).ok());
  REQUIRE_FALSE(listening.sent.empty());
  for (const Instant when : listening.sent) {
    CHECK(when >= start + 6 * hour);
    CHECK(when < start + 7 * hour);
  }
  CHECK(outside.xero.invoices().size() == 2);  // the third waits for the next day
  // A restart changes nothing about it, and a person's `once` sends at once.
  CHECK(process.engine->once(true, Millis(900'000), {}, {}).value().finished);
  CHECK(outside.xero.invoices().size() == 3);
}

TEST_CASE("what fails at the calendar's time is tried again, not left until the next") {
  const RigSettings settings = posting_daily_at(18 * hour);
  Outside outside(three_orders(), start);
  simulator::Fault fault;
  fault.reply = {503, {}, ""};
  fault.times = 3;
  outside.xero.faults().add("PUT /api.xro/2.0/Invoices", fault);
  outside.xero.faults().add("POST /api.xro/2.0/Invoices", fault);
  std::stop_source stop;
  EndingClock clock(outside.clock, start + 12 * hour, stop);
  Listening listening(outside.network, clock);
  Process process(settings, {listening, clock}, "w1");
  REQUIRE(process.engine->run(stop.get_token()).ok());
  CHECK(listening.sent.size() > 1);
  CHECK(listening.sent.front() >= start + 6 * hour);
  CHECK(outside.xero.invoices().size() == 2);
}

TEST_CASE("what a person has yet to post in the ledger does not keep the calendar's time open") {
  RigSettings settings = posting_daily_at(18 * hour);
  const EditedRules rules;
  use_cloud_codes(rules);
  settings.rules = rules.directory();
  settings.clearing_account = "090";
  simulator::World world;
  for (int i = 0; i < 36; ++i)  // one each 20 minutes, the last at 00:00
    world.add(plain_order(std::to_string(108800000000100 + i), "MUG-BLU", 1, "24.99", "1.87",
                          start + i * hour / 3));
  Outside outside(std::move(world), start);
  simulator::CloudSuiteService service(outside.clock);
  auto switches = service.switches();
  switches.posts_by_itself = false;
  switches.releases_by_itself = false;
  service.set_switches(switches);
  outside.network.mount("cloudsuite.test", service);
  std::unique_ptr<auth::TokenVault> vault;  // outlives the ledger
  settings.ledger = [&](wire::Transport& transport, store::Store& store, Clock& on) {
    return cloud_ledger("https://cloudsuite.test", vault, transport, store, on);
  };
  std::stop_source stop;
  EndingClock clock(outside.clock, start + 17 * hour, stop);
  Listening listening(outside.network, clock);
  Process process(settings, {listening, clock}, "w1");
  REQUIRE(process.engine->run(stop.get_token()).ok());
  REQUIRE_FALSE(listening.sent.empty());
  CHECK(listening.sent.front() >= start + 6 * hour);
  CHECK(listening.sent.back() < start + 6 * hour + hour / 3);
  const auto documents = process.store->counts("us").value().documents;
  std::int64_t drafted = 0;
  for (const auto& count : documents)
    if (count.name == "drafted") drafted = count.count;
  CHECK(drafted == 17);  // those of 18:20 and later wait for the next day
}
