// Drafting: a record's entries as Xero documents, against what stands already (DESIGN §6). An order becomes
// invoices (draft_invoices.h), their payments (draft_money.h), and its own refunds; a return becomes credit
// notes and their refunds (draft_refunds.h); a settlement bank transactions and transfers
// (draft_settlement.h), and the refunds that nothing else has told of. Pure.
#pragma once

#include "model/document.h"
#include "model/entry.h"
#include "xero/invoice_body.h"
#include "xero/settings.h"

namespace crosswalk::xero {

// ErrorKind::invalid: the record is of a kind that books nothing. Everything else that is wrong is a hold.
Result<Drafting> draft(const Entries& entries, const Posted& posted, const Settings& settings,
                       const TaxRates& rates);

}  // namespace crosswalk::xero
