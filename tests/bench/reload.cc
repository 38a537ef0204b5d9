// What a reload costs with a table of 100,000 SKUs: how long from the moment that a rule file is saved until
// a running `crosswalk run` maps with the new version, the rules' own tests taken off, and how much more
// memory is resident meanwhile. The stand-ins serve on loopback ports of this process; the program runs as a
// child in a workspace of its own. Not Google Benchmark: a reload is measured whole.
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "rules/test_runner.h"
#include "simulator/catalogue.h"
#include "simulator/listener.h"
#include "simulator/walmart_service.h"
#include "simulator/world_generator.h"
#include "simulator/xero_service.h"
#include "store/store.h"

namespace {

using namespace crosswalk;
namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr int reloads = 7;
constexpr int rows = 100'000;
constexpr std::chrono::seconds patience(60);
constexpr std::chrono::milliseconds between_looks(1);

[[noreturn]] void give_up(const std::string& why) {
  std::cerr << why << "\n";
  std::exit(EXIT_FAILURE);
}

template <class T>
T must(Result<T> result) {
  if (!result) give_up(result.error().text());
  return std::move(*result);
}

simulator::xero_sim::ItemNames items() {
  simulator::xero_sim::ItemNames names;
  for (const auto& item : simulator::catalogue()) names.emplace_back(item.item_code, item.name);
  return names;
}

void write_secret(const fs::path& file, std::string_view secret) {
  std::ofstream(file) << secret << "\n";
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

void write_workspace(const fs::path& directory, int walmart_port, int xero_port) {
  fs::create_directories(directory / "secrets");
  fs::copy(CROSSWALK_SOURCE "/rules", directory / "rules", fs::copy_options::recursive);
  std::ofstream table(directory / "rules/items.csv", std::ios::app);
  for (int row = 0; row < rows; ++row) table << "SKU-" << row << ",MUG-BLU,A product of many\n";
  const simulator::WalmartAccount account;
  write_secret(directory / "secrets/walmart", account.client_secret);
  write_secret(directory / "secrets/xero", simulator::XeroService::client_secret);
  const std::string xero_url = "http://127.0.0.1:" + std::to_string(xero_port);
  std::ofstream file(directory / "crosswalk.yaml");
  file << "store: sqlite:books.db\npairs:\n  us:\n    walmart:\n      client_id: " << account.client_id
       << "\n      client_secret: {file: secrets/walmart}\n      base_url: http://127.0.0.1:" << walmart_port
       << "\n    xero:\n      client_id: " << simulator::XeroService::client_id
       << "\n      client_secret: {file: secrets/xero}\n      api_url: " << xero_url
       << "\n      identity_url: " << xero_url << "\n    rules: rules/\n    book: created\n"
       << "    charge_amount: line\n    books: {start: 2026-01-01, timezone: America/New_York}\n";
  if (!table || !file) give_up("the workspace cannot be written");
}

// `crosswalk run`, ended with the object.
class Program {
 public:
  explicit Program(const fs::path& workspace) {
    std::vector<std::string> arguments = {CROSSWALK_PROGRAM, "--workspace", workspace.string(), "run"};
    std::vector<char*> pointers;
    for (auto& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t quietly;
    posix_spawn_file_actions_init(&quietly);
    posix_spawn_file_actions_addopen(&quietly, STDERR_FILENO, (workspace / "log").c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int failed = posix_spawn(&id_, CROSSWALK_PROGRAM, &quietly, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&quietly);
    if (failed != 0) give_up(CROSSWALK_PROGRAM " cannot be started");
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() {
    kill(id_, SIGTERM);
    waitpid(id_, nullptr, 0);
  }

  // VmRSS or VmHWM, the most that was resident since `forget_peak`, in MiB.
  double memory(const std::string& key) const {
    std::ifstream status("/proc/" + std::to_string(id_) + "/status");
    std::string line;
    while (std::getline(status, line))
      if (line.starts_with(key + ":"))
        return static_cast<double>(std::strtol(line.c_str() + key.size() + 1, nullptr, 10)) / 1024;
    give_up("the memory of crosswalk cannot be read; it has ended");
  }
  void forget_peak() const { std::ofstream("/proc/" + std::to_string(id_) + "/clear_refs") << "5\n"; }

 private:
  pid_t id_ = 0;
};

template <class Holds>
void wait_until(const fs::path& workspace, const Holds& holds) {
  const auto end = SteadyClock::now() + patience;
  while (!holds()) {
    if (SteadyClock::now() > end) {
      std::ifstream log(workspace / "log");
      give_up("crosswalk did not come so far; its log:\n" +
              std::string(std::istreambuf_iterator<char>(log), {}));
    }
    std::this_thread::sleep_for(between_looks);
  }
}

double milliseconds_since(SteadyClock::time_point begin) {
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - begin).count();
}

double own_tests(const fs::path& workspace) {
  const auto loaded = must(rules::load_rules(workspace / "rules", "rules/", CROSSWALK_SOURCE "/scripts"));
  const auto begin = SteadyClock::now();
  if (must(rules::run_tests(loaded, "")).failures() > 0) give_up("the rules' own tests fail");
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
  write_workspace(workspace, must(walmart_listener.listen(0)), must(xero_listener.listen(0)));
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
