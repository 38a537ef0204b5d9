// Word names: every name that a rule file can use, as the sandbox really has them. The editors' stubs and the
// README of the rule API are held against it. Safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace crosswalk::rules {

// Sorted: "any", "assert", "between", …
Result<std::vector<std::string>> word_names();

}  // namespace crosswalk::rules
