// SettledEntries: what one visit of a settlement books, as entries: rows with equal decisions, description
// and date are one entry, however many they are; a refund's rows stay apart, because they become a credit
// note. The counter-entries follow at the end. One a visit; not thread-safe.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/entry.h"

namespace crosswalk::flow {

class SettledEntries {
 public:
  explicit SettledEntries(Currency currency) : currency_(currency) {}

  // `entry` as if it stood alone: role placed, amount against the seller's.
  Result<void> add(Entry entry);
  bool empty() const { return entries_.empty(); }
  // All entries, balanced on the clearing account by date; refunds by way of what is receivable.
  Result<std::vector<Entry>> finish();
  // Without counter-entries.
  std::vector<Entry> take();

 private:
  Currency currency_;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> places_;
  std::string key_;
};

}  // namespace crosswalk::flow
