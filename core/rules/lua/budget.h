// RuleBudget: what one record may cost. Beyond it the record is held and the Lua state thrown away. Plain
// data.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/limits.h"

namespace crosswalk::rules {

struct RuleBudget {
  Millis time = limits::rule_time;
  std::size_t memory = limits::rule_memory;
  std::int64_t instructions = limits::rule_instructions;
};

}  // namespace crosswalk::rules
