// Coverage: how much of a rule set its tests have used: the lines of its functions and the rows of its
// tables. It listens to a mapper while the tests run. Not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "rules/language/sources.h"
#include "rules/mapper.h"

namespace crosswalk::rules {

// Some of the lines of a file, by number, and whether each was used.
using UsedLines = std::map<int, bool>;

// Rows and lookups, and what lookups say otherwise, by the line that they are written on.
using UsedRows = std::map<std::pair<int, Place::Kind>, bool>;

struct FileCoverage {
  std::string file;  // "rules/tax.lua"
  UsedLines lines;   // of functions
  UsedRows rows;
};

// A share of a whole. All of nothing is all.
struct Share {
  std::int64_t part = 0;
  std::int64_t whole = 0;
  // In tenths of a per cent, rounded down, so that "100.0 %" means all.
  std::int64_t tenths() const { return whole == 0 ? 1000 : part * 1000 / whole; }
  std::string text() const;  // "92.9 %"
};

template <class Used>
Share share_of(const Used& used) {
  Share share;
  for (const auto& each : used) share.part += each.second ? 1 : 0;
  share.whole = static_cast<std::int64_t>(used.size());
  return share;
}
// The unused ones as ranges: "31, 40–42". A range may reach over lines that count for nothing.
std::string missed(const UsedLines& used);
std::string missed(const UsedRows& used);

class Coverage {
 public:
  // Listens to `mapper` from now on.
  static Result<std::unique_ptr<Coverage>> of(const Sources& sources, Mapper& mapper);
  // Stops listening.
  ~Coverage();
  Coverage(const Coverage&) = delete;
  Coverage& operator=(const Coverage&) = delete;

  // By file, in order of their names.
  const std::vector<FileCoverage>& files();
  // Of lines and rows together.
  Share total();
  // What `watch` has noted and no test has used, "rules/tax.lua:7", each once. Its places are those of a
  // mapper of the same rule set. REQUIRES: `files` was asked since the last test.
  std::vector<std::string> gaps(const MapWatch& watch);

 private:
  explicit Coverage(Mapper& mapper);
  Result<void> count_lines(const Sources& sources);
  FileCoverage& file(const std::string& name);
  void take();

  Mapper& mapper_;
  MapWatch watch_;
  std::vector<Place> places_;
  std::vector<bool> used_;  // one a place
  std::vector<FileCoverage> files_;
};

}  // namespace crosswalk::rules
