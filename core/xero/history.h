// History notes (xero.md §5.11): what booked a document, written into its history where a person looks, where
// `xero: {notes: true}` asks for it. Each costs two calls, one that looks whether it stands already, so they
// go out behind everything else. Pure.
#pragma once

#include <string>

#include "base/json.h"
#include "model/attempt.h"
#include "model/entry.h"

namespace crosswalk::xero {

// Adds a note to `out` for each document that `out` creates and that has a history, and withdraws those whose
// document is not to be made after all. An error is a hold.
Result<void> draft_notes(const Entries& entries, const Posted& posted, Drafting& out);

// "Invoices/<id>": what the attempt's note is written to, from its own path; empty: it is none.
std::string noted_in(const Attempt& attempt);
// `records`: the history, or the reply of what was written. Nothing there: absent.
Outcome judge_note(const Attempt& attempt, const Json& sent, const Json* records, Instant now);

}  // namespace crosswalk::xero
