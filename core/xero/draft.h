// Drafting: a record's entries as Xero documents, against what stands already (DESIGN §6). An order becomes
// invoices (draft_invoices.h), their payments (draft_money.h), and its own refunds; a return becomes credit
// notes and their refunds (draft_refunds.h); a settlement bank transactions and transfers
// (draft_settlement.h), and the refunds that nothing else has told of. What items and tracking options they
// need goes before them (catalogue.h). Pure.
#pragma once

#include "model/correction.h"
#include "model/document.h"
#include "model/entry.h"
#include "xero/catalogue.h"
#include "xero/invoice_body.h"
#include "xero/settings.h"

namespace crosswalk::xero {

// What is known of Xero's lists.
struct Lists {
  TaxRates rates;
  std::shared_ptr<const Catalogue> catalogue = {};  // null: none was read yet
};

// `correction`: a person's permission to change what is approved.
// ErrorKind::invalid: the record is of a kind that books nothing. Everything else that is wrong is a hold.
Result<Drafting> draft(const Entries& entries, const Posted& posted, const Settings& settings,
                       const Lists& lists, const Correction* correction = nullptr);

}  // namespace crosswalk::xero
