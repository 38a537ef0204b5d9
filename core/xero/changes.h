// What Xero lists as changed, and documents as they are now (xero.md §3.2, §6). Safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "link/cursor.h"
#include "model/ledger_change.h"
#include "xero/connection.h"

namespace crosswalk::xero {

// Where the money of a document lies, its own content or Xero's; nothing where it shows no lines.
std::optional<Places> places_in(DocumentKind kind, const Json& document);

// The lists that take If-Modified-Since, as far as we send what they show.
std::vector<ChangeStream> change_streams();

// One call, or more where one second fills more than a page. Pages are walked by seeking: the next one begins
// at the last change of the one before, because rows that change while a list is walked by page numbers move
// out of reach; a second that fills pages is read until it holds still (pages.h).
// Bank transfers are not paged and say no time of change: what their list shows since the last look is
// taken, and a sweep takes the whole list. `clearing`: the code of the clearing account, on whose side of a
// transfer no bank statement counts.
Result<ChangePage> read_changes(Connection& connection, const Cursor& from, const std::string& clearing,
                                Clock& clock, const Stop& stop);

// One call for as many ids as an address holds.
Result<std::vector<LedgerChange>> look_at(Connection& connection, DocumentKind kind,
                                          std::span<const std::string> outside_ids,
                                          const std::string& clearing, const Stop& stop);

}  // namespace crosswalk::xero
