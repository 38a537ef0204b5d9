// Deposit CSV: a bank statement's lines as `crosswalk import deposits` takes them: a head line that names the
// columns date, amount, currency and reference, in any order, others being left out. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/reconciling.h"

namespace crosswalk::flow {

// Dates are 2026-02-10, amounts 68.35 (money that left is negative), currencies three capital letters. An
// error names file:line, and then nothing of the file is taken.
Result<std::vector<store::Deposit>> read_deposits(std::string_view text, std::string_view file);

}  // namespace crosswalk::flow
