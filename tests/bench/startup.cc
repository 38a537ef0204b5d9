// What an idle `crosswalk run` costs: how long from its start until its first request arrives at a stand-in,
// and how much memory is resident once it has read, mapped and posted an account's orders and has been quiet
// for a second. The stand-ins serve on loopback ports of this process; the program runs as a child in a
// workspace of its own. Not Google Benchmark: a start is measured whole.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "checkout.h"
#include "program.h"
#include "simulator/listener.h"
#include "simulator/world_generator.h"

namespace {

using namespace crosswalk;
using namespace crosswalk::bench;
namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;
using SteadyTime = SteadyClock::time_point;

constexpr int starts = 9;
constexpr int order_count = 200;
constexpr std::chrono::seconds quiet(1);

// Notes when it was called. Safe from any thread.
class Doorbell final : public simulator::Service {
 public:
  explicit Doorbell(simulator::Service& behind) : behind_(behind) {}
  simulator::Answer handle(const wire::HttpRequest& request) override {
    const auto now = SteadyClock::now().time_since_epoch().count();
    SteadyTime::rep never = 0;
    first_.compare_exchange_strong(never, now);
    auto answer = behind_.handle(request);
    last_ = SteadyClock::now().time_since_epoch().count();
    return answer;
  }
  void reset() { first_ = last_ = 0; }
  // The epoch when nobody called.
  SteadyTime first() const { return SteadyTime(SteadyClock::duration(first_)); }
  SteadyTime last() const { return SteadyTime(SteadyClock::duration(last_)); }

 private:
  simulator::Service& behind_;
  std::atomic<SteadyTime::rep> first_ = 0;
  std::atomic<SteadyTime::rep> last_ = 0;
};

simulator::World make_world(Clock& clock) {
  const Millis span{std::int64_t{10} * 86'400'000};
  simulator::WorldSettings world;
  world.orders = order_count;
  world.from = clock.now() - span;
  world.over = span;
  return simulator::make_world(world);
}

// Milliseconds until the first request arrives.
double start_once(const fs::path& workspace, Doorbell& walmart, Doorbell& xero) {
  for (const char* file : {"books.db", "books.db-wal", "books.db-shm"}) fs::remove(workspace / file);
  walmart.reset();
  xero.reset();
  const auto begin = SteadyClock::now();
  const Program program(workspace);
  const auto rang = [](const Doorbell& bell) { return bell.first() != SteadyTime(); };
  wait_until(workspace, [&] { return rang(walmart) || rang(xero); });
  const auto first = !rang(xero)      ? walmart.first()
                     : !rang(walmart) ? xero.first()
                                      : std::min(walmart.first(), xero.first());
  return std::chrono::duration<double, std::milli>(first - begin).count();
}

}  // namespace

int main() {
  SystemClock clock;
  simulator::WalmartService walmart(clock, make_world(clock));
  simulator::XeroService xero(clock, items());
  Doorbell walmart_bell(walmart);
  Doorbell xero_bell(xero);
  simulator::Listener walmart_listener(walmart_bell);
  simulator::Listener xero_listener(xero_bell);
  const fs::path workspace = fs::temp_directory_path() / ("crosswalk-startup-" + std::to_string(getpid()));
  write_workspace(workspace, must(walmart_listener.listen(0)), must(xero_listener.listen(0)),
                  checkout("/rules/"));

  std::vector<double> times;
  for (int i = 0; i < starts; ++i) times.push_back(start_once(workspace, walmart_bell, xero_bell));
  std::sort(times.begin(), times.end());

  std::optional<Program> program(std::in_place, workspace);
  wait_until(workspace, [&] {
    return !xero.invoices().empty() &&
           SteadyClock::now() - std::max(walmart_bell.last(), xero_bell.last()) > quiet;
  });
  const double resident = program->memory("VmRSS");
  program.reset();
  std::printf("start to first request: median %.0f ms, slowest of %d %.0f ms (at most 100 ms)\n",
              times[times.size() / 2], starts, times.back());
  std::printf("resident when idle, %zu invoices posted: %.1f MiB (at most 40 MiB)\n", xero.invoices().size(),
              resident);
  walmart_listener.stop();
  xero_listener.stop();
  fs::remove_all(workspace);
  return EXIT_SUCCESS;
}
