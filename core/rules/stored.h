// Stored: a rule set as the store keeps it: all of its texts, tests and library included, in one JSON text,
// so that any version can be read, tested and run again whatever has become of the files. Pure functions;
// safe from any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"

namespace crosswalk::rules {

// REQUIRES: load_rules or load_stored made `rules`.
std::string stored_form(const RuleSet& rules);

// Compiles what `stored` holds. An error when it does not come to `version`.
Result<std::shared_ptr<const RuleSet>> load_stored(std::string_view stored, std::string_view version);

// Every text by the name that people know it by, "rules/tax.lua" and "scripts/testing.lua", sorted.
Result<std::vector<RuleFile>> stored_texts(std::string_view stored);
// REQUIRES: as stored_form.
std::vector<RuleFile> texts_of(const RuleSet& rules);

}  // namespace crosswalk::rules
