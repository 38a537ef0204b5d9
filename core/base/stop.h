// Stop: the one way to interrupt anything that waits. A token of std::stop_source; cheap to copy, safe to ask
// from any thread. A default Stop never stops.
#pragma once

#include <stop_token>

namespace crosswalk {

using Stop = std::stop_token;

}  // namespace crosswalk
