// Drafting: a record's entries as one document of general-ledger rows, or as invoices and credit memos of
// receivables and what is left for the ledger (DESIGN §6). What stands is never changed: a revision drafts
// the difference, row by row, as the next step. Pure.
#pragma once

#include "cloudsuite/settings.h"
#include "model/document.h"
#include "model/entry.h"

namespace crosswalk::cloudsuite {

// ErrorKind::invalid: the record is of a kind that books nothing. Everything else that is wrong is a hold.
Result<Drafting> draft(const Entries& entries, const Posted& posted, const Settings& settings);

// "WM-108812345678901", "WMR-…" of a return, "WMS-…" of a settlement.
std::string document_key(const RecordKey& record, const Settings& settings);

}  // namespace crosswalk::cloudsuite
