// Engine: intake, book and dispatch of one pair in turn: once until nothing is left to do, or for as long as
// the process runs. One engine a pair; not thread-safe, `run` and `once` block until they are stopped or
// done.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flow/book.h"
#include "flow/changes.h"
#include "flow/chores.h"
#include "flow/dispatch.h"
#include "flow/inbox.h"
#include "flow/intake.h"
#include "flow/live_rules.h"
#include "flow/notices.h"
#include "flow/offers.h"
#include "flow/pair.h"
#include "flow/reference_keeper.h"
#include "flow/timetable.h"

namespace crosswalk::flow {

struct EngineReport {
  store::Received received;
  std::size_t mapped = 0;
  int sent = 0;
  int attempts = 0;
  std::vector<std::string> trouble;    // what an outside system refused or failed at; empty: all went well
  bool finished = true;                // nothing is left that could be done without a person
  bool signed_out = false;             // a system refused the sign-in
  std::optional<Instant> rests_until;  // a side has documents to send but must wait
};

// Told while long work goes on; `text` is one line for a person.
using Progress = std::function<void(const std::string& text)>;

class Engine {
 public:
  static Result<std::unique_ptr<Engine>> make(Pair pair);

  // Everything that can be done now, and what becomes due within `patience` (a second look-up, a lease that a
  // dead worker left). With `sweep` false the source is not asked: only what is stored already is worked on.
  Result<EngineReport> once(bool sweep, Millis patience, const Progress& progress, const Stop& stop);
  // For whoever brings newer rules while it runs; safe from any thread.
  LiveRules& live_rules() { return live_; }
  ReferenceKeeper& reference() { return reference_; }

  // Until `stop`. Errors of outside systems are logged and tried again; an error of the store ends it.
  Result<void> run(const Stop& stop);

 private:
  Engine(Pair pair, std::unique_ptr<rules::Mapper> mapper);
  Result<bool> work(EngineReport& report, const RoundLimits& bounds, const Progress& progress,
                    const Stop& stop);
  Result<IntakeReport> read(const std::vector<std::string>& streams, Millis reach_back, const Stop& stop);
  Result<void> read_due(const Stop& stop);
  Result<void> rest(Instant until, const Stop& stop);
  Result<bool> posts(Instant now);
  Result<void> end_posting();
  void tell_at_once();
  void tell_reading(bool at_once = false);
  void tell_lists(bool at_once);
  Result<bool> take_pushed(EngineReport& report, const Stop& stop);
  void tell(Side side, const DispatchReport& round);
  void wait_for_lists(EngineReport& report);
  Result<bool> dispatch(Side side, RoundLimits bounds, EngineReport& report, const Stop& stop);

  Pair pair_;
  ReferenceKeeper reference_;
  Intake intake_;
  Timetable timetable_;
  std::map<std::string, Error> unread_;  // the streams that failed when they were last read
  LiveRules live_;
  Offers offers_;
  Notices notices_;
  Changes changes_;
  Chores chores_;
  Inbox inbox_;
  Dispatcher ledger_;
  Dispatcher channel_;
  Booker booker_;
  std::optional<Instant> lists_tried_;  // next time of what was told; nothing: booking does not wait
  bool lists_read_ = false;             // and that was told
};

}  // namespace crosswalk::flow
