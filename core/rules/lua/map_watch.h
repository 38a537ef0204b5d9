// MapWatch: what a mapper tells while it maps, for whoever asks what decides a line: coverage. Not
// thread-safe; it must outlive its use by the mapper.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "model/line.h"
#include "rules/lua/line_hits.h"

namespace crosswalk::rules {

struct MapWatch {
  std::vector<std::uint32_t> places;  // what answered, by its number in Mapper::places
  LineHits lines;                     // which lines of Lua ran
  // The questions about the record (null), or those about a line, are over, answered or not. Whoever listens
  // may clear the two above.
  std::function<void(const Line*)> decided;
};

}  // namespace crosswalk::rules
