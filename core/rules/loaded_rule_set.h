// LoadedRuleSet: the one implementation of RuleSet, for the files of this room that need what it was read
// from.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "rules/language/program.h"
#include "rules/language/sources.h"
#include "rules/rule_set.h"

namespace crosswalk::rules {

class LoadedRuleSet final : public RuleSet {
 public:
  LoadedRuleSet(std::unique_ptr<const Sources> sources, Program program)
      : sources_(std::move(sources)), version_(sources_->version()), program_(std::move(program)) {}

  const std::string& version() const override { return version_; }
  const std::vector<RuleFile>& files() const override { return sources_->files(); }
  std::vector<NamedCode> named_codes() const override { return rules::named_codes(program_); }
  // What the files came to. Its functions belong to a state that is gone, so it is to be read, not evaluated.
  const Program& program() const { return program_; }
  const Sources& sources() const { return *sources_; }

 private:
  std::unique_ptr<const Sources> sources_;
  std::string version_;
  Program program_;  // looks into the sources
};

// Checks what was read by loading it into a state that is thrown away.
Result<std::shared_ptr<const RuleSet>> make_rule_set(std::unique_ptr<const Sources> sources);

}  // namespace crosswalk::rules
