// Alerting: joins what stands in the store and what engines met to the targets of crosswalk.yaml. Looking and
// telling have a thread of their own in `run`, so that neither ever slows booking. Without targets it does
// nothing.
#pragma once

#include <memory>
#include <vector>

#include "alert/keeper.h"
#include "config/workspace.h"
#include "wire/message.h"

namespace crosswalk::app {

// The targets with their secrets; an error names the line of crosswalk.yaml.
Result<std::vector<alert::Destination>> alert_destinations(const config::Workspace& workspace,
                                                           wire::Transport& transport, Clock& clock);

class Alerting {
 public:
  static Result<std::unique_ptr<Alerting>> make(const config::Workspace& workspace,
                                                wire::Transport& transport, store::Store& store,
                                                Clock& clock);

  // For engines; null when nobody is to be told.
  Alerts* face() { return keeper_.get(); }
  // Looks and tells until `stop`.
  void run(const std::vector<const config::PairConfig*>& pairs, const Stop& stop);
  // Looks and tells once, fresh causes as well, because the process ends. Of the pairs in `unfinished`, which
  // it leaves in trouble, also what has not lasted yet.
  void once(const std::vector<const config::PairConfig*>& pairs, const std::vector<std::string>& unfinished,
            const Stop& stop);
  // Tells at once, without the store.
  void store_failed(const Error& error, const Stop& stop);

 private:
  Alerting(std::unique_ptr<alert::Keeper> keeper, store::Store& store, Clock& clock)
      : keeper_(std::move(keeper)), store_(store), clock_(clock) {}
  void look(const std::vector<const config::PairConfig*>& pairs, const std::vector<std::string>& unfinished,
            bool hurry, const Stop& stop);

  std::unique_ptr<alert::Keeper> keeper_;
  store::Store& store_;
  Clock& clock_;
};

}  // namespace crosswalk::app
