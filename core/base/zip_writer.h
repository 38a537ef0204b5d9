// A ZIP archive in memory. Safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk {

// Of one file; the same file makes the same bytes. ErrorKind::limit: it comes to more than `largest` bytes.
Result<std::string> zip_of(const std::string& name, std::string_view bytes, std::size_t largest);

}  // namespace crosswalk
