// Drafting refunds: one approved credit note for each refund and date, named by the market's own name of the
// refund, and what makes it good: its refund from the clearing account where the entries say so, else its
// allocations to the order's invoices, one after the other up to what each still owes (xero.md §5.4). What is
// approved is not redrafted: a refund that is booked and vanishes, or changes, is held until a person
// corrects it. Then it is voided and made again under its number, or, in a locked period and where it is
// allocated, mended by a difference entry (differences.h). Pure.
#pragma once

#include "model/correction.h"
#include "model/document.h"
#include "model/entry.h"
#include "xero/invoice_body.h"
#include "xero/settings.h"

namespace crosswalk::xero {

// Adds to `out`. An error is a hold. A settlement's entries tell only what is new, so that all that stands is
// left alone; those of other records tell everything. `orders`: what stands for the orders that its refunds
// are of, where these are other records. `correction`: null without a person's permission.
Result<void> draft_refunds(const Entries& entries, const Posted& posted, const Posted& orders,
                           const Settings& settings, const TaxRates& rates, const Correction* correction,
                           Drafting& out);

}  // namespace crosswalk::xero
