// OfflineMapping: a pair's rules as they lie on disk, ready to map records without any network: for replay,
// preview and the lint of check. Not thread-safe.
#pragma once

#include <memory>

#include "app/offline.h"
#include "app/wiring.h"
#include "flow/translate.h"

namespace crosswalk::app {

class OfflineMapping {
 public:
  // An error of the rules names file:line.
  static Result<std::unique_ptr<OfflineMapping>> make(const config::PairConfig& pair, Clock& clock);
  // With rules that are loaded already.
  static Result<std::unique_ptr<OfflineMapping>> make(const config::PairConfig& pair, Clock& clock,
                                                      std::shared_ptr<const rules::RuleSet> rules);
  OfflineMapping(const OfflineMapping&) = delete;
  OfflineMapping& operator=(const OfflineMapping&) = delete;

  const rules::RuleSet& rules() const { return *rules_; }
  rules::Mapper& mapper() { return *mapper_; }
  Source& source() { return systems_->source(); }
  Ledger& ledger() { return systems_->ledger(); }
  flow::Translator& translator() { return *translator_; }

 private:
  OfflineMapping() = default;

  NoNetwork network_;
  NoBudget budget_;
  std::shared_ptr<const rules::RuleSet> rules_;
  std::unique_ptr<rules::Mapper> mapper_;
  std::unique_ptr<Systems> systems_;
  std::unique_ptr<flow::Translator> translator_;
};

}  // namespace crosswalk::app
