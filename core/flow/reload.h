// Reload: the one way by which a rule set goes live. What lies in the rule directory is read, compiled,
// checked, tested by its own tests and only then published in the store, where every worker finds it; so what
// was tested is, byte for byte, what is published. Otherwise the last good one stays, and the store keeps
// why. Not thread-safe; several processes may do so at once.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/reference.h"
#include "model/reload_policy.h"
#include "rules/rule_set.h"
#include "rules/testing/test_runner.h"
#include "store/store.h"

namespace crosswalk::flow {

struct RuleHome {
  std::string pair;
  std::filesystem::path directory;
  std::string shown_as;           // "rules/"
  std::filesystem::path library;  // of what `require` also reaches
  ReloadPolicy policy = ReloadPolicy::tested;
  std::string who;                // publishes: "ann@books-1"
  std::string host;               // whose directory it is: its last state is remembered by host
  rules::RuleBudget budget = {};  // what a record may cost, in the tests as well
};

// The ledger's lists; null: they cannot be had. `anew`: what is known may be too old.
using ReferenceSource = std::function<std::shared_ptr<const Reference>(bool anew)>;

// What came of a look at the rule directory, or of a wish to go back.
struct ReloadOutcome {
  enum class Kind {
    published,  // `rules` is live from now on
    unchanged,  // what lies there is live already
    set_aside,  // what lies there was live once, and somebody went back since: it stays out until it changes
    refused,    // `refusal` says why; what was live stays live
  };
  Kind kind = Kind::unchanged;
  std::string version;                          // that was looked at; "" when it could not even be read
  std::string live;                             // that is live now; "" when none is
  std::shared_ptr<const rules::RuleSet> rules;  // of published and unchanged
  std::string tests;                            // "34 passed", "2 of 34 failed", "no tests"; "" when not run
  std::vector<std::string> remarks;             // what stops nothing but should be known
  std::optional<Error> refusal;                 // with the file:line to mend
};

// The last refusal, as `status` shows it.
struct Refusal {
  Instant at;
  std::string version;
  Error error;
};

class Reload {
 public:
  enum class Wish {
    noticed,  // the files have changed
    asked,    // a person asked for it: also what was set aside goes live
  };

  // `workbench`: for tests that read records or draft documents, which fail without one.
  Reload(RuleHome home, store::Store& store, Clock& clock, rules::Workbench* workbench)
      : home_(std::move(home)), store_(store), clock_(clock), workbench_(workbench) {}

  // An error is the store's; what is wrong with the rules is a refusal.
  Result<ReloadOutcome> from_disk(Wish wish, const ReferenceSource& reference);
  // Publishes a version of the store again, by its own stored tests. The files on disk stay as they are, and
  // stay out until they change.
  Result<ReloadOutcome> roll_back(const std::string& version);

  // The rule set to begin with: of a new store what lies on disk, which must pass (ErrorKind::config with
  // file:line when it does not); else what was published last. `disk_differs`: then the disk has something
  // else, which `from_disk` may look at.
  struct Start {
    std::shared_ptr<const rules::RuleSet> rules;
    bool disk_differs = false;
    std::vector<std::string> remarks;
  };
  Result<Start> start();

  const RuleHome& home() const { return home_; }

 private:
  using Rules = std::shared_ptr<const rules::RuleSet>;
  Result<Rules> load() const;
  // Why `rules` may not go live; fills in what its tests said.
  std::optional<Error> examine(const Rules& rules, const ReferenceSource& reference,
                               ReloadOutcome& outcome) const;
  Result<bool> was_set_aside(const std::string& version);
  Result<void> refuse(ReloadOutcome& outcome, const Error& why);
  Result<void> publish(ReloadOutcome& outcome, const char* cause);
  Result<void> remember_disk(const std::string& version);
  Result<void> forget_refusal();
  std::string disk_note() const { return "disk:" + home_.pair + ":" + home_.host; }

  RuleHome home_;
  store::Store& store_;
  Clock& clock_;
  rules::Workbench* workbench_;
};

// None when the last look at the pair's rule directory refused nothing.
Result<std::optional<Refusal>> last_refusal(store::Store& store, const std::string& pair);

// Runs the rules' own tests. `said` becomes "34 passed"; the answer is the first failure, if there is one.
std::optional<Error> run_own_tests(const std::shared_ptr<const rules::RuleSet>& rules,
                                   const rules::TestPlan& plan, std::string& said);

}  // namespace crosswalk::flow
