// What SQLite's result codes mean for the person who runs the engine, and what to do. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk::store {

// `code` is an extended result code; `words` are SQLite's own; `system_error` is errno, or 0; `file` is
// named.
Error sqlite_failure(int code, std::string_view words, int system_error, const std::string& file);

}  // namespace crosswalk::store
