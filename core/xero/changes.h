// What Xero lists as changed, and documents as they are now (xero.md §3.2, §6). Safe from any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "link/cursor.h"
#include "model/ledger_change.h"
#include "xero/connection.h"

namespace crosswalk::xero {

// The lists that take If-Modified-Since, as far as we send what they show.
std::vector<ChangeStream> change_streams();

// One call. Pages are walked by seeking: the next one begins at the last change of the one before, because
// rows that change while a list is walked by page numbers move out of reach.
Result<ChangePage> read_changes(Connection& connection, const Cursor& from, Clock& clock, const Stop& stop);

// One call for as many ids as an address holds.
Result<std::vector<LedgerChange>> look_at(Connection& connection, DocumentKind kind,
                                          std::span<const std::string> outside_ids, const Stop& stop);

}  // namespace crosswalk::xero
