// Whether the organisation lets the clearing account do what is asked of it (xero.md §5.3): an invoice is
// paid from a bank account, or one for which payments are enabled; bank transactions and transfers need a
// bank account. Told before anything is drafted, because Xero refuses each payment by itself. Pure.
#pragma once

#include <span>
#include <string>

#include "model/document.h"
#include "model/reference.h"

namespace crosswalk::xero {

// What is known of the account that books.clearing_account names.
struct Clearing {
  std::string why_no_payments;  // a sentence for a person; empty: it takes them, or nothing is known
  std::string why_no_bank;      // likewise of bank transactions and transfers
};

Clearing clearing_of(const Reference& reference, const std::string& code);
// Why the documents cannot be made with it; empty: they can.
std::string objection_of(const Clearing& clearing, std::span<const Document> documents);

}  // namespace crosswalk::xero
