// A rule directory made for one test case, a mapper over it, and an order to map.
#pragma once

#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>

#include "checkout.h"
#include "model/schema.h"
#include "rules/mapper.h"
#include "rules/testing/fixture.h"

namespace crosswalk::rules {

// Ends the program when a test does not end by itself.
class Alarm {
 public:
  explicit Alarm(std::chrono::seconds after) : thread_([this, after] { wait(after); }) {}
  ~Alarm() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

 private:
  void wait(std::chrono::seconds after) {
    std::unique_lock lock(mutex_);
    if (changed_.wait_for(lock, after, [this] { return over_; })) return;
    std::fputs("a rule was not stopped in time\n", stderr);
    std::abort();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;
  std::thread thread_;
};

class RulesDesk {
 public:
  using Files = std::initializer_list<std::pair<const char*, std::string>>;

  // `tax.lua` and `account.lua` are there already, and answer every line.
  explicit RulesDesk(Files files = {}) {
    static std::atomic<int> number{0};
    directory_ = std::filesystem::temp_directory_path() /
                 ("crosswalk-rules-" + std::to_string(::getpid()) + "-" + std::to_string(number++));
    write("tax.lua", "return { api = 1, tax = decide { row { use = 'NONE' } } }\n");
    write("account.lua", "return { api = 1, account = decide { row { use = '200' } } }\n");
    for (const auto& [name, text] : files) write(name, text);
  }
  ~RulesDesk() {
    std::error_code error;
    std::filesystem::remove_all(directory_, error);
  }
  RulesDesk(const RulesDesk&) = delete;
  RulesDesk& operator=(const RulesDesk&) = delete;

  void write(const std::string& name, const std::string& text) const {
    const auto path = directory_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  void remove(const std::string& name) const { std::filesystem::remove(directory_ / name); }

  const std::filesystem::path& directory() const { return directory_; }
  static std::filesystem::path scripts() { return std::filesystem::path(checkout()) / "scripts"; }

  Result<std::shared_ptr<const RuleSet>> load() const { return load_rules(directory_, "rules/", scripts()); }
  // What is wrong with the files, as a person reads it; "" when they load.
  std::string flaw() const {
    const auto rules = load();
    return rules ? std::string() : rules.error().text();
  }
  std::unique_ptr<Mapper> mapper(const RuleBudget& budget = {}) const {
    auto rules = load();
    INFO((rules ? std::string() : rules.error().text()));
    REQUIRE(rules.ok());
    auto made = make_mapper(*rules, budget);
    REQUIRE(made.ok());
    return std::move(*made);
  }

 private:
  std::filesystem::path directory_;
};

// An order with one line of a product, SKU-1, 10.00 USD.
inline Fixture& one_line(Fixture& fixture) {
  fixture.clear();
  fixture.finish();
  return fixture;
}

inline Literal text(const char* value) {
  return {Literal::Kind::text, value};
}

// An account rule whose answer is the body of a function (line, record).
inline std::string account_function(const std::string& body) {
  return "return { api = 1, account = function(line, record)\n" + body + "\nend }\n";
}

}  // namespace crosswalk::rules
