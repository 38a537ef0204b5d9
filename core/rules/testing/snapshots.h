// Snapshots: values that tests have kept as `snapshots/NAME.json` beside the rules, to be compared with what
// comes out today. One a run of tests; not thread-safe.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/language/sources.h"
#include "rules/lua/raw_value.h"

namespace crosswalk::rules {

class Snapshots {
 public:
  // With `bless`, what is missing or differs is kept instead of refused.
  Snapshots(const Sources& sources, bool bless) : sources_(sources), bless_(bless) {}

  // Why `value` is not what was kept, or "".
  std::string compare(std::string_view name, const RawValue& value);
  // Writes what was blessed below `directory`. The names of the files written, "snapshots/a sale.json".
  Result<std::vector<std::string>> write(const std::filesystem::path& directory) const;
  // Kept files that no test has asked for.
  std::vector<std::string> unused() const;

 private:
  const Sources& sources_;
  bool bless_;
  std::map<std::string, std::string> asked_;    // by file: the text that came out
  std::map<std::string, std::string> blessed_;  // by file: the text to keep
};

}  // namespace crosswalk::rules
