// HledgerJournal: entries as transactions of a journal that hledger reads (hledger.org/hledger.html, "Journal
// format", version 1.25). Every account and commodity is declared before it is used, so that `hledger check
// --strict` passes. One a file; not thread-safe.
#pragma once

#include <set>
#include <span>
#include <string>

#include "model/entry.h"

namespace crosswalk::flow {

struct JournalPosting {
  const Entry* entry = nullptr;
  std::string account;  // as it shall be named; it is made fit for a journal
  std::string order;    // its purchase order; may be empty
};

class HledgerJournal {
 public:
  // Appends a transaction for each date. `postings` are of `entries`, which add up to zero by date.
  void add(const Entries& entries, std::span<const JournalPosting> postings, std::string& out);

 private:
  std::set<std::string, std::less<>> declared_;
};

}  // namespace crosswalk::flow
