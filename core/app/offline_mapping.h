// OfflineMapping: a pair's rules as they lie on disk, ready to map records without any network: for replay,
// preview and the lint of check. What the store keeps of the pair's books and of the ledger's lists is asked,
// nothing is written. Not thread-safe.
#pragma once

#include <memory>
#include <optional>

#include "app/offline.h"
#include "app/wiring.h"
#include "flow/customer_notes.h"
#include "flow/previewed_books.h"
#include "flow/reference_notes.h"
#include "flow/rehearse.h"
#include "flow/translate.h"

namespace crosswalk::app {

class OfflineMapping {
 public:
  // An error of the rules names file:line.
  static Result<std::unique_ptr<OfflineMapping>> make(const config::PairConfig& pair, Clock& clock,
                                                      store::Store& store);
  // With rules that are loaded already.
  static Result<std::unique_ptr<OfflineMapping>> make(const config::PairConfig& pair, Clock& clock,
                                                      store::Store& store,
                                                      std::shared_ptr<const rules::RuleSet> rules);
  OfflineMapping(const OfflineMapping&) = delete;
  OfflineMapping& operator=(const OfflineMapping&) = delete;

  const rules::RuleSet& rules() const { return *rules_; }
  rules::Mapper& mapper() { return *mapper_; }
  Source& source() { return systems_->source(); }
  Ledger& ledger() { return systems_->ledger(); }
  Channel& channel() { return systems_->channel(); }
  flow::Translator& translator() { return *translator_; }
  flow::PreviewedBooks& books() { return *books_; }  // that translator and settlements look into
  flow::Rehearsal& settlements() { return *settlements_; }
  const flow::SettleGrounds& grounds() const { return grounds_; }  // of settlements
  // The ledger's lists as last read; null: never.
  const Reference* reference() const { return reference_ ? &*reference_ : nullptr; }
  // The same of its customers.
  const flow::CustomerReading* customers() const { return customers_ ? &*customers_ : nullptr; }
  const std::optional<flow::LockReading>& lock() const { return lock_; }

 private:
  OfflineMapping() = default;

  NoNetwork network_;
  NoBudget budget_;
  std::shared_ptr<const rules::RuleSet> rules_;
  std::unique_ptr<rules::Mapper> mapper_;
  std::unique_ptr<Systems> systems_;
  std::optional<flow::LockReading> lock_;
  std::optional<Reference> reference_;
  std::optional<flow::CustomerReading> customers_;
  flow::SettleGrounds grounds_;
  std::unique_ptr<flow::PreviewedBooks> books_;
  std::unique_ptr<flow::Translator> translator_;
  std::unique_ptr<flow::Rehearsal> settlements_;
};

}  // namespace crosswalk::app
