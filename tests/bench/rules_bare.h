// BareRules: the same rule files in a plain Lua state, as somebody would embed them in an afternoon: no
// sandbox, no budget, no allocator, no provenance. Its words are a page of Lua; a line is a plain table that
// has only the fields which the benchmark's rules read. Not thread-safe.
#pragma once

#include <lua.hpp>

#include <array>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "model/line.h"

namespace crosswalk::bench {

struct BareLine {
  std::string item;
  std::string tax;
  std::string account;
  std::map<std::string, std::string> tracking;
};

class BareRules {
 public:
  // `files` by name; `items` is the table that item.lua looks up.
  BareRules(const std::vector<std::pair<std::string, std::string>>& files,
            const std::vector<std::pair<std::string, std::string>>& items);
  BareRules(const BareRules&) = delete;
  BareRules& operator=(const BareRules&) = delete;
  ~BareRules();

  // The answers of every line. The answer lives until the next call.
  const std::vector<BareLine>& map(const RecordFacts& facts, std::span<const Line> lines);

 private:
  std::string ask(int question);

  lua_State* state_;
  std::array<int, 4> questions_{};  // item, tax, tracking, account
  std::vector<BareLine> answers_;
};

}  // namespace crosswalk::bench
