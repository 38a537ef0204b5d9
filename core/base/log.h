// The engine's log, on standard error. Lines name their component; values that could hold a secret or a
// buyer's data never come here. Safe from any thread.
#pragma once

#include <string_view>

#include "base/result.h"

namespace crosswalk::log {

enum class Level { debug, info, warning, error, off };

Result<Level> level_named(std::string_view name);
void set_level(Level level);
void debug(std::string_view component, std::string_view message);
void info(std::string_view component, std::string_view message);
void warning(std::string_view component, std::string_view message);
void error(std::string_view component, std::string_view message);

}  // namespace crosswalk::log
