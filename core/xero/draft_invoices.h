// Drafting an order's invoices against what stands already (DESIGN §6, xero.md §5.2).
//
// Each ship date gets its own approved invoice. What an approved invoice already holds is not asked for
// again; what is new on that date, or another date, takes the draft that stands (`book: created`), a number
// that was never sent, or the next free number. What is approved is never redrafted: where it differs the
// record is held until a person corrects it, except that an invoice whose units were all cancelled is voided.
// A voided invoice gives its number back (voiding.h), and what takes its place takes that number. Drafts may
// change, and are deleted when nothing is left for them.
//
// With a correction what is approved is changed in place while nothing is paid of it, else voided and made
// again under its number; in a locked period, or where other money lies on it, it stays, and a difference
// entry mends it (differences.h). Pure.
#pragma once

#include <string>
#include <vector>

#include "model/correction.h"
#include "model/document.h"
#include "model/entry.h"
#include "xero/invoice_body.h"
#include "xero/settings.h"

namespace crosswalk::xero {

struct ApprovedInvoice {
  std::string key;
  Date date;
  Money total;
};

struct InvoiceDrafts {
  std::vector<ApprovedInvoice> approved;  // that stand or are about to
  std::vector<std::string> ended;         // about to be voided or deleted
};

// Adds to `out`. An error is a hold. `correction`: null without a person's permission.
Result<InvoiceDrafts> draft_invoices(const Entries& entries, const Posted& posted, const Settings& settings,
                                     const TaxRates& rates, const Correction* correction, Drafting& out);

}  // namespace crosswalk::xero
