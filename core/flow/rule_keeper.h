// RuleKeeper: keeps a running engine on the published rules. One thread notices changed files, one looks at
// what lies on disk (compiles, checks, tests, publishes) when there was a change or a SIGHUP, and the
// caller's follows what was published here or by another process: it has a mapper ready before the booking
// thread takes it between two records, and it reports in the store what this worker runs. One keeper an
// engine.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/file_watch.h"
#include "base/hangup.h"
#include "flow/engine.h"
#include "flow/reload.h"
#include "link/alerts.h"

namespace crosswalk::flow {

class RuleKeeper {
 public:
  struct Settings {
    RuleHome home;
    std::string worker;
    rules::RuleBudget budget;
    bool watch = true;                      // notice changed files; not for an engine that ends soon
    const Hangup* hangup = nullptr;         // null: none comes
    rules::Workbench* workbench = nullptr;  // as of Reload; used by one of the keeper's threads only
    Alerts* alerts = nullptr;               // told when changed rules are refused; null: nobody is
  };

  RuleKeeper(Settings settings, Engine& engine, store::Store& store, Clock& clock);

  // Before the engine runs: reports the worker, and looks at the disk if it differs from what was published.
  Result<void> begin(bool disk_differs, const Stop& stop);
  // Until `stop`; then this worker is forgotten. An error is the store's.
  Result<void> run(const Stop& stop);

 private:
  // The three threads.
  void watch_files(const Stop& stop);
  Result<void> look_when_told(const Stop& stop);
  Result<void> follow_published(const Stop& stop);

  std::uint64_t hangups() const;
  Result<void> look_at_disk(Reload::Wish wish, const Stop& stop);
  Result<void> follow(const Stop& stop);
  Result<void> go_live(std::shared_ptr<const rules::RuleSet> rules, const Stop& stop);
  void decline(const std::string& version, const Error& why);
  Result<void> report();
  std::shared_ptr<const rules::RuleSet> take_ready(const std::string& version);

  Settings settings_;
  Engine& engine_;
  store::Store& store_;
  Clock& clock_;
  Reload reload_;
  std::unique_ptr<FileWatch> watch_;
  std::uint64_t hangups_;  // that were heeded

  // Of the following thread.
  std::string running_;   // the version that is mapped with
  std::string declined_;  // a published version that could not be taken up
  std::string trouble_;   // why not
  Instant reported_;

  // Between the threads.
  std::mutex mutex_;
  std::condition_variable_any noticed_;
  bool files_changed_ = false;
  std::shared_ptr<const rules::RuleSet> ready_;  // published here: need not be built again
};

}  // namespace crosswalk::flow
