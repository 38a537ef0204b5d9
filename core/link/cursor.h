// Cursor: how far a stream of an outside system has been read. Plain data.
#pragma once

#include <string>

#include "base/date.h"

namespace crosswalk {

// `position` is the outside system's own text, stored and handed back byte for byte; empty: from the
// beginning.
struct Cursor {
  std::string stream;
  std::string position;
  // Where a new window begins, so much further back than the position says: a sweep over what was read
  // already. Without meaning in the middle of a window.
  Millis reach_back{0};
};

}  // namespace crosswalk
