// Drafting what pays: payments of invoices, refunds of credit notes, allocations. They are made once and
// never edited; one whose document ends is deleted before it. What is posted stays as it is. Pure.
#pragma once

#include <string>
#include <vector>

#include "model/document.h"
#include "model/entry.h"
#include "xero/settings.h"

namespace crosswalk::xero {

struct WantedMoney {
  std::string key;  // of the invoice or credit note, and its own
  Date date;
  Money amount;
  std::vector<Dependency> depends_on;
};

// Adds to `out`: new ones, and the deletion of those whose document is among `ended`; one that is wanted all
// the same is made again. Those not sent yet that
// are no longer wanted are withdrawn, unless the record's entries tell only what is new (a settlement). An
// error is a hold.
Result<void> draft_money(DocumentKind kind, const std::vector<WantedMoney>& wanted,
                         const std::vector<std::string>& ended, const Entries& entries, const Posted& posted,
                         const Settings& settings, Drafting& out);

}  // namespace crosswalk::xero
