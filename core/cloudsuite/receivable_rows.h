// Which of a record's rows go into receivables: what an order sells is an invoice, what it or a return gives
// back a credit memo; the rest stays in the general ledger, with the other side of what went (DESIGN §6).
// Pure.
#pragma once

#include <string>
#include <vector>

#include "cloudsuite/gl_row.h"
#include "cloudsuite/settings.h"

namespace crosswalk::cloudsuite {

struct SplitRows {
  // Each of one day, order and customer, with one row on the receivable account that says what it is worth:
  // more than zero an invoice, less a credit memo. Invoices come first.
  std::vector<std::vector<GlRow>> receivable;
  std::vector<GlRow> ledger;  // adds up to zero per posting date, as each of the others does
};

// REQUIRES: `rows` add up to zero per posting date.
Result<SplitRows> split_rows(const std::vector<GlRow>& rows, const Settings& settings);

// Adds up the rows of the same booking (identity_of), and leaves out what comes to nothing.
Result<std::vector<GlRow>> added_up(const std::vector<std::vector<GlRow>>& lists);

}  // namespace crosswalk::cloudsuite
