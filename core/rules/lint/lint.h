// Lint: what is probably a mistake in rules that load: rows that can never decide, rows that overlap, tables
// with doubtful rows or without use, rows that nothing ever met. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/language/place.h"
#include "rules/rule_set.h"

namespace crosswalk::rules {

struct Finding {
  enum class Severity {
    error,  // it cannot be meant so
    note,   // worth a look
  };
  Severity severity = Severity::note;
  std::string where;    // "rules/account.lua:12"
  std::string message;  // one sentence
};

// In the order of file and line. REQUIRES: load_rules made `rules`.
Result<std::vector<Finding>> lint(const RuleSet& rules);

// What none of `records` records met, by how often each place answered. A hold or skip that was never needed
// is good news and left out. REQUIRES: as lint; `hits` is as long as `places`.
Result<std::vector<Finding>> never_met(const RuleSet& rules, const std::vector<Place>& places,
                                       const Hits& hits, std::int64_t records);

// The most notes of one kind about one file; one more says how many there are.
inline constexpr std::size_t most_notes = 20;

}  // namespace crosswalk::rules
