// Drafting: a record's entries as one document of general-ledger rows, or as invoices and credit memos of
// receivables and what is left for the ledger (DESIGN §6). What stands is never changed: a revision drafts
// the difference, row by row, as the next step; so does a correction, and what of it falls into a closed
// period goes to the first open day. What an order books when it is created and takes back when it is
// cancelled is taken back on that day. Such rows say the day that they are of: they are that day's, wherever
// they were posted. Pure.
#pragma once

#include "cloudsuite/settings.h"
#include "model/correction.h"
#include "model/document.h"
#include "model/entry.h"

namespace crosswalk::cloudsuite {

// ErrorKind::invalid: the record is of a kind that books nothing. Everything else that is wrong is a hold.
// `correction`: a person's permission to book the difference of what a settlement has booked as well.
Result<Drafting> draft(const Entries& entries, const Posted& posted, const Settings& settings,
                       const Correction* correction = nullptr);

// "WM-108812345678901", "WMR-…" of a return, "WMS-…" of a settlement.
std::string document_key(const RecordKey& record, const Settings& settings);

}  // namespace crosswalk::cloudsuite
