// Drafting a settlement: one bank transaction on the clearing account for each posted date and direction, a
// transfer for each payout and the deposit (xero.md §5.10), and a payment for each invoice of which it
// settles something (`pay: settled`). In `posting: settlement` one invoice a month instead, a bill where it
// comes to less than nothing, paid from clearing. A settlement's entries tell only what this visit books:
// what stands already stays, and what comes later gets the next free number. What was refused is sent again.
// Pure.
#pragma once

#include <string>
#include <vector>

#include "model/document.h"
#include "model/entry.h"
#include "xero/invoice_body.h"
#include "xero/settings.h"

namespace crosswalk::xero {

// All of a month as one document, a bill where it comes to less than nothing; without lines where nothing is
// left. An error is a hold.
Result<Invoice> settlement_invoice(const Entries& entries, std::string number, Date date,
                                   const std::vector<const Entry*>& rows);

// Adds to `out`. An error is a hold.
Result<void> draft_settlement(const Entries& entries, const Posted& posted, const Settings& settings,
                              const TaxRates& rates, Drafting& out);

}  // namespace crosswalk::xero
