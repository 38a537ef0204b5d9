// What a reload costs with a table of 100,000 SKUs: how long from the moment that a rule file is saved until
// a running `crosswalk run` maps with the new version, the rules' own tests taken off, and how much more
// memory is resident meanwhile. The stand-ins serve on loopback ports of this process; the program runs as a
// child in a workspace of its own. Not Google Benchmark: a reload is measured whole.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "checkout.h"
#include "program.h"
#include "rules/testing/test_runner.h"
#include "simulator/listener.h"
#include "simulator/world_generator.h"
#include "store/store.h"

namespace {

using namespace crosswalk;
using namespace crosswalk::bench;
namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr int reloads = 7;
constexpr int rows = 100'000;

// A copy of the example rules, with many more items.
void write_rules(const fs::path& workspace) {
  fs::create_directories(workspace);
  fs::copy(checkout("/rules"), workspace / "rules", fs::copy_options::recursive);
  std::ofstream table(workspace / "rules/items.csv", std::ios::app);
  for (int row = 0; row < rows; ++row) table << "SKU-" << row << ",MUG-BLU,A product of many\n";
  if (!table) give_up("the rules cannot be written");
}

double milliseconds_since(SteadyClock::time_point begin) {
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - begin).count();
}

double own_tests(const fs::path& workspace) {
  const auto loaded = must(rules::load_rules(workspace / "rules", "rules/", checkout("/scripts")));
  const auto begin = SteadyClock::now();
  if (must(rules::run_tests(loaded, rules::TestPlan{})).failures() > 0) give_up("the rules' own tests fail");
  return milliseconds_since(begin);
}

}  // namespace

int main() {
  SystemClock clock;
  simulator::WorldSettings world;
  world.orders = 200;
  world.over = Millis(10LL * 86'400'000);
  world.from = clock.now() - world.over;
  simulator::WalmartService walmart(clock, simulator::make_world(world));
  simulator::XeroService xero(clock, items());
  simulator::Listener walmart_listener(walmart);
  simulator::Listener xero_listener(xero);
  const fs::path workspace = fs::temp_directory_path() / ("crosswalk-reload-" + std::to_string(getpid()));
  write_rules(workspace);
  write_workspace(workspace, must(walmart_listener.listen(0)), must(xero_listener.listen(0)), "rules/");
  const double tests = own_tests(workspace);

  std::vector<double> times;
  double resident = 0;
  double more = 0;
  {
    const Program program(workspace);
    wait_until(workspace, [&] { return fs::exists(workspace / "books.db"); });
    const auto books = must(store::open_store("sqlite:" + (workspace / "books.db").string()));
    const auto running = [&] {
      const auto workers = must(books->workers("us"));
      return workers.empty() ? std::string() : workers.front().version;
    };
    // Every order is posted, so the ledger's lists are known and the engine is quiet.
    wait_until(workspace, [&] {
      for (const auto& count : must(books->counts("us")).documents)
        if (count.name != "posted") return false;
      return !xero.invoices().empty() && !running().empty();
    });
    for (int i = 0; i < reloads; ++i) {
      const std::string before = running();
      program.forget_peak();
      resident = program.memory("VmRSS");
      std::ofstream(workspace / "rules/items.csv", std::ios::app) << "NEW-" << i << ",MUG-BLU,New\n";
      const auto begin = SteadyClock::now();
      wait_until(workspace, [&] { return running() != before; });
      times.push_back(milliseconds_since(begin) - tests);
      more = std::max(more, program.memory("VmHWM") - resident);
    }
  }
  std::sort(times.begin(), times.end());
  std::printf(
      "saved to live with %d rows, beyond %.0f ms of own tests: median %.0f ms, slowest of %d %.0f ms "
      "(at most 500 ms, 200 of them for editors to settle)\n",
      rows, tests, times[times.size() / 2], reloads, times.back());
  std::printf("resident %.1f MiB, and at most %.1f MiB more meanwhile (at most 60 MiB)\n", resident, more);
  walmart_listener.stop();
  xero_listener.stop();
  fs::remove_all(workspace);
  return EXIT_SUCCESS;
}
