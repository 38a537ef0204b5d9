// Receipts out of Xero's elements. Pure.
#pragma once

#include "base/json.h"
#include "model/document.h"

namespace crosswalk::xero {

// The element's id, unless it is missing or all zeros, which is Xero's way to say that nothing was made.
std::string real_id(const Json& element, DocumentKind kind);
std::string status_in(const Json& element, DocumentKind kind);
// A document that was paid meanwhile is approved as well; one that a person approved was a draft.
bool status_suits(std::string_view wanted, std::string_view found);
// The document that a payment is on: a credit note shows under "Invoice" in Xero's answers (xero.md §5.3).
std::string paid_id(const Json& payment);
// Why what stands is worth something else in the books than what was sent; "" when nothing says so. That a
// CurrencyRate says what one unit of the organisation's own currency is in the document's rests on examples
// only, and Xero's replies name no figure of its own currency to hold ours against: what can be compared is
// the rate that it shows, and what it warns of.
std::string rate_differs(const Json& sent, const Json& found);
bool is_void(std::string_view status);  // VOIDED or DELETED
// Our key, as the element says it: a journal's narration says more after it, and so does the number of what
// is about to be voided.
std::string key_in(const Json& element, DocumentKind kind);
// No total where the document expects none. A journal's is the sum of its debits.
Receipt receipt_in(const Json& element, const Document& document, Instant now);

}  // namespace crosswalk::xero
