// Quantities as people write them into crosswalk.yaml: a whole number and a unit, yes or no. Pure.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace crosswalk::config {

// "50ms", "30s", "5m", "1h", "90d"; at least `least` and at most `most`, which must be whole seconds or below
// one second.
Result<Millis> parse_duration(std::string_view text, Millis least, Millis most);
// "512KiB", "16MiB", "1GiB", in bytes; bounds as above.
Result<std::size_t> parse_size(std::string_view text, std::size_t least, std::size_t most);
// A plain whole number without sign or separators.
Result<int> parse_count(std::string_view text, int least, int most);

// "true" or "false".
Result<bool> parse_flag(std::string_view text);

}  // namespace crosswalk::config
