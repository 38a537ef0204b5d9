// Program: `crosswalk run` as a child in a workspace of its own, against stand-ins on loopback ports of this
// process; ended with the object.
#pragma once

#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "must.h"
#include "simulator/catalogue.h"
#include "simulator/walmart_service.h"
#include "simulator/xero_service.h"

namespace crosswalk::bench {

inline simulator::xero_sim::ItemNames items() {
  simulator::xero_sim::ItemNames names;
  for (const auto& item : simulator::catalogue()) names.emplace_back(item.item_code, item.name);
  return names;
}

inline void write_secret(const std::filesystem::path& file, std::string_view secret) {
  std::ofstream(file) << secret << "\n";
  std::filesystem::permissions(file,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

// crosswalk.yaml with its secrets; `rules` is what it says of the rule directory.
inline void write_workspace(const std::filesystem::path& directory, int walmart_port, int xero_port,
                            const std::string& rules) {
  std::filesystem::create_directories(directory / "secrets");
  const simulator::WalmartAccount account;
  write_secret(directory / "secrets/walmart", account.client_secret);
  write_secret(directory / "secrets/xero", simulator::XeroService::client_secret);
  const std::string xero_url = "http://127.0.0.1:" + std::to_string(xero_port);
  std::ofstream file(directory / "crosswalk.yaml");
  file << "store: sqlite:books.db\npairs:\n  us:\n    walmart:\n      market: us\n      client_id: "
       << account.client_id
       << "\n      client_secret: {file: secrets/walmart}\n      base_url: http://127.0.0.1:" << walmart_port
       << "\n    xero:\n      client_id: " << simulator::XeroService::client_id
       << "\n      client_secret: {file: secrets/xero}\n      api_url: " << xero_url
       << "\n      identity_url: " << xero_url << "\n    rules: " << rules << "\n"
       << "    book: created\n    charge_amount: line\n    poll: {orders: 5m}\n"
       << "    books: {start: 2026-01-01, timezone: America/New_York, clearing_account: \"090\"}\n";
  if (!file) give_up("the workspace cannot be written");
}

class Program {
 public:
  explicit Program(const std::filesystem::path& workspace) {
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

  // VmRSS, or VmHWM: the most that was resident since `forget_peak`. In MiB.
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
void wait_until(const std::filesystem::path& workspace, const Holds& holds) {
  constexpr std::chrono::seconds patience(60);
  constexpr std::chrono::milliseconds between_looks(1);
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) {
      std::ifstream log(workspace / "log");
      give_up("crosswalk did not come so far; its log:\n" +
              std::string(std::istreambuf_iterator<char>(log), {}));
    }
    std::this_thread::sleep_for(between_looks);
  }
}

}  // namespace crosswalk::bench
