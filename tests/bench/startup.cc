// What an idle `crosswalk run` costs: how long from its start until its first request arrives at a stand-in,
// and how much memory is resident once it has read, mapped and posted an account's orders and has been quiet
// for a second. The stand-ins serve on loopback ports of this process; the program runs as a child in a
// workspace of its own. Not Google Benchmark: a start is measured whole.
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "simulator/catalogue.h"
#include "simulator/listener.h"
#include "simulator/walmart_service.h"
#include "simulator/world_generator.h"
#include "simulator/xero_service.h"

namespace {

using namespace crosswalk;
namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;
using SteadyTime = SteadyClock::time_point;

constexpr int starts = 9;
constexpr int order_count = 200;
constexpr std::chrono::seconds patience(30);
constexpr std::chrono::seconds quiet(1);
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
  const simulator::WalmartAccount account;
  write_secret(directory / "secrets/walmart", account.client_secret);
  write_secret(directory / "secrets/xero", simulator::XeroService::client_secret);
  const std::string xero_url = "http://127.0.0.1:" + std::to_string(xero_port);
  std::ofstream file(directory / "crosswalk.yaml");
  file << "store: sqlite:idle.db\npairs:\n  us:\n    walmart:\n      market: us\n      client_id: "
       << account.client_id
       << "\n      client_secret: {file: secrets/walmart}\n      base_url: http://127.0.0.1:" << walmart_port
       << "\n    xero:\n      client_id: " << simulator::XeroService::client_id
       << "\n      client_secret: {file: secrets/xero}\n      api_url: " << xero_url
       << "\n      identity_url: " << xero_url << "\n    rules: " << CROSSWALK_SOURCE << "/rules/\n"
       << "    book: created\n    charge_amount: line\n    poll: {orders: 5m}\n"
       << "    books: {start: 2026-01-01, timezone: America/New_York, clearing_account: \"090\"}\n";
  if (!file) give_up("the workspace cannot be written");
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

  // VmRSS of /proc/PID/status, in KiB.
  long resident() const {
    std::ifstream status("/proc/" + std::to_string(id_) + "/status");
    std::string line;
    while (std::getline(status, line))
      if (line.starts_with("VmRSS:")) return std::strtol(line.c_str() + 6, nullptr, 10);
    give_up("the memory of crosswalk cannot be read; it has ended");
  }

 private:
  pid_t id_ = 0;
};

template <class Holds>
void wait_until(const fs::path& workspace, Holds&& holds) {
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

// Milliseconds until the first request arrives.
double start_once(const fs::path& workspace, Doorbell& walmart, Doorbell& xero) {
  for (const char* file : {"idle.db", "idle.db-wal", "idle.db-shm"}) fs::remove(workspace / file);
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
  write_workspace(workspace, must(walmart_listener.listen(0)), must(xero_listener.listen(0)));

  std::vector<double> times;
  for (int i = 0; i < starts; ++i) times.push_back(start_once(workspace, walmart_bell, xero_bell));
  std::sort(times.begin(), times.end());

  std::optional<Program> program(std::in_place, workspace);
  wait_until(workspace, [&] {
    return !xero.invoices().empty() &&
           SteadyClock::now() - std::max(walmart_bell.last(), xero_bell.last()) > quiet;
  });
  const long kib = program->resident();
  program.reset();
  std::printf("start to first request: median %.0f ms, slowest of %d %.0f ms (at most 100 ms)\n",
              times[times.size() / 2], starts, times.back());
  std::printf("resident when idle, %zu invoices posted: %.1f MiB (at most 40 MiB)\n", xero.invoices().size(),
              static_cast<double>(kib) / 1024);
  walmart_listener.stop();
  xero_listener.stop();
  fs::remove_all(workspace);
  return EXIT_SUCCESS;
}
