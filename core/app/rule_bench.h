// RuleBench: what the rules' own tests need of a pair, without network or store: its source takes records
// apart and its ledger drafts. One a thread.
#pragma once

#include <memory>

#include "app/offline.h"
#include "app/wiring.h"
#include "flow/workbench.h"

namespace crosswalk::app {

class RuleBench {
 public:
  static Result<std::unique_ptr<RuleBench>> make(const config::PairConfig& pair, Clock& clock);
  flow::RecordWorkbench& workbench() { return *workbench_; }

 private:
  NoNetwork network_;
  NoBudget budget_;
  std::unique_ptr<Systems> systems_;
  std::unique_ptr<flow::RecordWorkbench> workbench_;
};

}  // namespace crosswalk::app
