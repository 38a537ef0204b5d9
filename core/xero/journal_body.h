// A manual journal as the JSON that a document keeps (xero.md §5.10). Xero holds no number of it unique and
// has no field for one: its narration begins with our key, which a look-up finds it by. Pure.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/json.h"
#include "base/money.h"
#include "model/document.h"
#include "xero/invoice_body.h"
#include "xero/invoice_line.h"

namespace crosswalk::xero {

// Between the key and the rest of a narration; in no key.
inline constexpr std::string_view after_key = ": ";

struct Journal {
  std::string key;
  std::string narration;  // what a person reads after the key; may be empty
  Date date;
  Currency currency;               // the organisation's own: a journal has no other
  std::vector<InvoiceLine> lines;  // a debit is positive (LineSide::debit); units and items are left out
};

// Codes of accounts that no journal may touch: bank, stock, and those that Xero books itself.
using ClosedAccounts = std::set<std::string, std::less<>>;

// Content, total (the sum of the debits) and date; pair, record and step are the caller's. An error is a
// hold: it does not balance, has fewer than two lines, or a tax type that would add tax.
Result<Document> journal_document(const Journal& journal, const TaxRates& rates);
// What ends it: the next step of the same key. `standing` is the step that took effect.
Document journal_void(const Document& standing);

// Why this document may not be sent; empty: nothing against it. Of any kind.
std::string closed_account_in(const Document& document, const ClosedAccounts& closed);

// Of a journal's content, ours or Xero's.
Result<Decimal> debits_in(const Json& journal);
// Account and amount of each line, sorted.
std::vector<std::string> journal_marks_in(const Json& journal);

}  // namespace crosswalk::xero
