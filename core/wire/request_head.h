// The head of a received request, byte for byte: cpp-httplib decodes header values and reorders them, but a
// webhook's signature covers what was sent. Pure; safe from any thread. Internal to wire.
#pragma once

#include <optional>
#include <string_view>

#include "wire/message.h"

namespace crosswalk::wire {

// Method, target (as `url`) and headers in their order, blanks around the values left out. Nothing when the
// head is malformed, or written so that a proxy before us may read it differently (a blank in a name, a
// folded line).
std::optional<HttpRequest> parse_head(std::string_view head);

}  // namespace crosswalk::wire
