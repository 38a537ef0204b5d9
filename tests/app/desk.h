// Desk: a temporary workspace and simulators on loopback ports, for tests that run commands as a person
// would.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/simulated.h"
#include "base/crypto.h"
#include "base/json_tree.h"
#include "base/virtual_clock.h"
#include "checkout.h"
#include "simulator/world_generator.h"

namespace crosswalk::tests {

struct Ran {
  int code = 0;
  std::string out;
  std::string err;

  Json json() const {
    auto parsed = parse_json(out, "output");
    REQUIRE_MESSAGE(parsed.ok(), out);
    return *parsed;
  }
};

class Desk {
 public:
  Desk() : directory_(std::filesystem::temp_directory_path() / ("crosswalk-desk-" + random_uuid())) {
    std::filesystem::create_directories(directory_ / "secrets");
    write("secrets/walmart", "demo-walmart-secret\n");
    write("secrets/xero", "demo-xero-secret\n");
    std::filesystem::copy(checkout("/rules"), directory_ / "rules", std::filesystem::copy_options::recursive);
  }
  ~Desk() { std::filesystem::remove_all(directory_); }

  // Starts the simulators and writes crosswalk.yaml for them. The orders come over the ten days before now.
  void simulate(int orders) {
    simulator::WorldSettings world;
    world.orders = orders;
    world.over = Millis(10LL * 86'400'000);
    world.from = clock_.now() - world.over;
    world.quirks = simulator::QuirkShares::none();
    simulate(simulator::make_world(world));
  }
  void simulate(simulator::World world) {
    simulated_ = std::make_unique<app::Simulated>(clock_, std::move(world), app::SimulatedAccess{});
    REQUIRE(simulated_->listen({}).ok());
    configure(simulated_->walmart_url(), simulated_->xero_url());
  }
  void configure(const std::string& walmart, const std::string& xero, const std::string& more_xero = {}) {
    write("crosswalk.yaml",
          "store: sqlite:books.db\n"
          "log: off\n"
          "pairs:\n"
          "  us:\n"
          "    walmart: {client_id: demo-seller, client_secret: {file: secrets/walmart}, base_url: " +
              walmart +
              "}\n"
              "    xero: {client_id: demo-app, client_secret: {file: secrets/xero}, api_url: " +
              xero + ", identity_url: " + xero + more_xero +
              "}\n"
              "    rules: rules/\n"
              "    book: created\n"
              "    charge_amount: line\n"
              "    books: {start: 2020-01-01, timezone: America/New_York}\n");
  }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream(directory_ / file, std::ios::binary) << text;
  }
  std::string read(const std::string& file) const {
    std::stringstream text;
    text << std::ifstream(directory_ / file, std::ios::binary).rdbuf();
    return text.str();
  }
  // Replaces the first occurrence; there must be one.
  void edit(const std::string& file, const std::string& from, const std::string& to) const {
    std::string text = read(file);
    const auto at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, file << " has no " << from);
    write(file, text.replace(at, from.size(), to));
  }
  Ran run(std::vector<std::string> arguments, const std::string& input = {}) const {
    std::ostringstream out;
    std::ostringstream err;
    std::istringstream in(input);
    app::Session session{out, err, in, clock_, {}, false, directory_.string(), false};
    Ran ran;
    ran.code = app::run_command_line(session, arguments);
    ran.out = out.str();
    ran.err = err.str();
    return ran;
  }
  const std::filesystem::path& directory() const { return directory_; }
  VirtualClock& clock() { return clock_; }
  app::Simulated& simulated() { return *simulated_; }

 private:
  std::filesystem::path directory_;
  mutable VirtualClock clock_{Instant::parse("2026-02-10T12:00:00Z").value()};
  std::unique_ptr<app::Simulated> simulated_;
};

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace crosswalk::tests
