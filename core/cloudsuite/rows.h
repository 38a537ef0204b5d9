// Entries as rows of the general ledger (cloudsuite.md §5.7): one for each booking that differs in account,
// date, dimension, line or words, and the counter-entries in sum. Pure.
#pragma once

#include <optional>
#include <vector>

#include "cloudsuite/gl_row.h"
#include "cloudsuite/settings.h"
#include "model/entry.h"

namespace crosswalk::cloudsuite {

// The day on which the general ledger has an entry: it knows no drafts, so what is `created` is booked on the
// order's day, and taken back when it is cancelled. Nothing: it has none of it.
std::optional<Date> posts_on(const Entries& entries, const Entry& entry);

// Zero sum per posting date, or an error, which is a hold: a line lacks an answer, or an answer does not fit.
Result<std::vector<GlRow>> rows_of(const Entries& entries, const Settings& settings);

}  // namespace crosswalk::cloudsuite
