// Reading the organisation's own lists in six calls (xero.md §5.5–§5.9): what may stand on a line, what is
// archived, which days are locked. Safe from any thread.
#pragma once

#include <string_view>

#include "base/clock.h"
#include "model/reference.h"
#include "xero/connection.h"
#include "xero/invoice_body.h"
#include "xero/journal_body.h"

namespace crosswalk::xero {

// Which organisation's lists these are; empty: offline nobody has opened the consent that names it.
std::string reference_source(const Settings& settings);

Result<Reference> read_reference(Connection& connection, Clock& clock, const Stop& stop);
// All items in one call, which Xero does not page (xero.md §3.2); unit prices with their four places.
Result<std::vector<LedgerItem>> read_items(Connection& connection, const Stop& stop);
// Only the organisation is read.
Result<std::optional<Date>> read_locked_until(Connection& connection, const Stop& stop);
// The rates of its active tax types.
TaxRates rates_of(const Reference& reference);
// That the account of this code is kept in; empty: there is none, or Xero does not say.
Currency currency_of(const Reference& reference, std::string_view account);
// Of those that have a code.
ClosedAccounts closed_accounts_of(const Reference& reference);

}  // namespace crosswalk::xero
