// RuleSet: all rule files and tables of a pair, read and compiled, at one content hash (its version).
// Immutable and shared by all workers; tables live once, not once a Lua state.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/language/named_code.h"
#include "rules/language/rule_file.h"
#include "rules/lua/budget.h"

namespace crosswalk::rules {

class RuleSet {
 public:
  virtual ~RuleSet() = default;
  virtual const std::string& version() const = 0;  // sha256 over names and texts, first 12 digits
  virtual const std::vector<RuleFile>& files() const = 0;
  virtual std::vector<NamedCode> named_codes() const = 0;
};

// Reads every *.lua and *.csv under `directory` (tests apart), compiles and checks it. `shown_as` is the
// prefix that errors and origins carry ("rules/"); `scripts` is the folder of the library that `require` also
// reaches.
Result<std::shared_ptr<const RuleSet>> load_rules(const std::filesystem::path& directory,
                                                  std::string_view shown_as,
                                                  const std::filesystem::path& scripts);

}  // namespace crosswalk::rules
