// Keeper: takes what stands, keeps it in the store, and tells each target what is due. `standing` may be
// called from any thread and only notes what it hears; `step` does the work, in a thread of its own, so that
// no target ever slows booking. Several processes may share a store: what one tells, the others do not. At
// least once: a telling whose process died before it was noted is repeated.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "alert/book.h"
#include "alert/target.h"
#include "base/clock.h"
#include "store/store.h"

namespace crosswalk::alert {

struct Destination {
  Policy policy;
  std::unique_ptr<Target> target;
};

class Keeper final : public Alerts {
 public:
  // `pairs`: all of the workspace.
  Keeper(std::vector<Destination> destinations, std::vector<std::string> pairs, store::Store& store,
         Clock& clock);

  void standing(std::string_view pair, std::string_view topic, std::vector<AlertCause> causes) override;
  // Stores what was heard and tells what is due. With `hurry` also what is fresh, because the process ends.
  // An error is the store's; what was heard is kept for the next step.
  Result<void> step(bool hurry, const Stop& stop);
  // At once, to all who want it, without the store: for what the store itself suffers from.
  void tell_now(std::string_view pair, const AlertCause& cause, const Stop& stop);

 private:
  using Heard = std::map<std::pair<std::string, std::string>, std::vector<AlertCause>>;  // by pair and topic

  Result<void> note_heard();
  Result<void> tell(Destination& destination, bool hurry, const Stop& stop);
  Result<void> edit(const std::function<bool(Book&)>& change);

  std::vector<Destination> destinations_;
  std::vector<Policy> policies_;
  std::vector<std::string> pairs_;
  store::Store& store_;
  Clock& clock_;
  std::mutex mutex_;  // guards heard_
  Heard heard_;
};

}  // namespace crosswalk::alert
