// RuleSet: all rule files and tables of a pair, read and compiled, at one content hash (its version).
// Immutable and shared by all workers; tables live once, not once a Lua state.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/limits.h"
#include "base/result.h"

namespace crosswalk::rules {

// What one record may cost. Beyond it the record is held and the Lua state thrown away.
struct RuleBudget {
  Millis time = limits::rule_time;
  std::size_t memory = limits::rule_memory;
  std::int64_t instructions = limits::rule_instructions;
};

struct RuleFile {
  std::string name;  // relative to the rule directory: "tax.lua", "tables/items.csv"
  std::string text;
};

// Which ledger codes the rules name as literals, and where; `check` holds them against the ledger.
struct NamedCode {
  enum class Kind { account, tax, item, tracking, contact };
  Kind kind = Kind::account;
  std::string value;  // for tracking "Category/Option"
  std::string where;  // "rules/account.lua:12"
};

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
