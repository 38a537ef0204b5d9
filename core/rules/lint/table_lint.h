// Table lint: doubtful rows of CSV tables, and tables without use. Pure.
#pragma once

#include <vector>

#include "rules/language/sources.h"
#include "rules/language/table.h"
#include "rules/lint/lint.h"

namespace crosswalk::rules {

// Rows that stand twice, keys that differ by case or blanks only, tables that no rule asks for. A key that
// stands twice is an error already when the rules load.
void lint_tables(const Sources& sources, std::vector<Finding>& findings);

// Rows of a lookup's table that have nothing to answer.
void lint_answers(const Table& table, std::size_t value_column, std::vector<Finding>& findings);

}  // namespace crosswalk::rules
