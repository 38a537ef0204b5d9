// Correcting a settlement (flow/settle_again.h): its rows stay on their days and come to what they came to,
// so that only accounts, taxes and tracking move. A bank transaction stays as it is, because one that is
// reconciled may not be changed and nobody says which are; what differs is an entry beside it
// (differences.h), also for a day that came to nothing on every account and has none. The document of a month
// is voided and made again under its number where its period is open, with its payment; what was refused on
// that way is made once more. A payout on another bank is moved by a transfer. What a settlement pays of
// invoices is none of this. Pure.
#pragma once

#include "model/correction.h"
#include "model/document.h"
#include "model/entry.h"
#include "xero/invoice_body.h"
#include "xero/settings.h"

namespace crosswalk::xero {

// `entries`: all that is booked of it. Adds to `out`. An error is a hold.
Result<void> correct_settlement(const Entries& entries, const Posted& posted, const Settings& settings,
                                const TaxRates& rates, const Correction& correction, Drafting& out);

}  // namespace crosswalk::xero
