// Entries as rows of the general ledger (cloudsuite.md §5.7): one for each booking that differs in account,
// date, dimension, line or words, and the counter-entries in sum. Pure.
#pragma once

#include <vector>

#include "cloudsuite/gl_row.h"
#include "cloudsuite/settings.h"
#include "model/entry.h"

namespace crosswalk::cloudsuite {

// Zero sum per posting date, or an error, which is a hold: a line lacks an answer, or an answer does not fit.
Result<std::vector<GlRow>> rows_of(const Entries& entries, const Settings& settings);

}  // namespace crosswalk::cloudsuite
