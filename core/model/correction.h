// Correction: what a person has allowed to be done to documents that stand, after a rule was mended. Plain
// data.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "model/document.h"

namespace crosswalk {

// A run of corrections that a record is part of, until it is mapped.
struct CorrectionRequest {
  std::string run;   // "20260210T120000Z"; never with a blank
  std::string back;  // the run that is rolled back with it; empty: the rules are asked
};

// What a ledger must know beside the entries to correct what stands.
struct Correction {
  std::string run;
  std::optional<Date> locked_until;  // that day and all before it: nothing there is touched
  Currency base;                     // of the ledger; a journal has no other. Empty: not known
  std::vector<Dependency> bound;     // documents that another record's money lies on
  // Accounts that no journal may touch; the ledger itself fills them in, where it has such.
  std::set<std::string, std::less<>> no_journals = {};

  bool is_locked(Date date) const { return locked_until && date <= *locked_until; }
  bool is_bound(DocumentKind kind, std::string_view key) const {
    return std::any_of(bound.begin(), bound.end(),
                       [&](const Dependency& each) { return each.kind == kind && each.key == key; });
  }
};

}  // namespace crosswalk
