// RuleFile: one text of a rule set. Plain data.
#pragma once

#include <string>

namespace crosswalk::rules {

struct RuleFile {
  std::string name;  // relative to the rule directory: "tax.lua", "tables/items.csv"
  std::string text;
};

}  // namespace crosswalk::rules
