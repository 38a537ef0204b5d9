// Window: how far a sweep has come, and its text form, which is the cursor that the store keeps. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace crosswalk::walmart {

struct Window {
  Instant from;  // records changed at or after it
  std::optional<Instant>
      to;             // and at or before it; none: the window has not begun and will reach to the present
  bool part = false;  // `to` was moved forward from the present, because the window held too much
  std::string next;   // Walmart's own cursor of the next page, byte for byte; empty: the first page
  std::int64_t total = 0;  // the most records that Walmart said the window holds
  std::int64_t seen = 0;   // the records that came so far
};

// {"from":"2026-01-01T00:00:00Z","next":"?limit=…","seen":200,"to":"…","total":431}; what is unset is left
// out.
std::string text_of(const Window& window);
// ErrorKind::internal when the text is not one of ours.
Result<Window> window_in(std::string_view text);

}  // namespace crosswalk::walmart
