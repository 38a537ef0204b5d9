// The words of rule tests that C++ provides: describe, it, pending, cases, property, what runs before and
// after, and those of test_words.h; `scripts/testing.lua` adds assert, order and line. A test file only
// registers its tests; the runner calls them one by one.
#pragma once

#include "base/result.h"
#include "rules/lua/machine.h"
#include "rules/testing/test_book.h"

namespace crosswalk::rules {

// Adds the words to an empty machine. `library` is the text of testing.lua. `book` must outlive the machine.
Result<void> add_test_vocabulary(Machine& machine, TestBook& book, const RuleFile& library);

// What one test, one test file may cost.
inline constexpr RuleBudget test_budget{Millis(2'000), std::size_t{256} << 20, 100'000'000};

}  // namespace crosswalk::rules
