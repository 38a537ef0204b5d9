// What the invoices of an order still owe, as far as the standing documents tell: a credit note is put on the
// first, and on the next what is left of it (xero.md §5.4). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "model/document.h"

namespace crosswalk::xero {

struct OwedInvoice {
  std::string number;
  Decimal left;  // neither paid nor credited
};

// An allocation's key: "<credit note> > <invoice>".
std::string allocation_key(std::string_view note, std::string_view invoice);

// Of the approved invoices whose number is `first`, "<first>-2" and so on, in that order. `posted`: of
// whatever record. What waits to be sent counts as if it had been, but for allocations of `record`, which are
// about to be drafted anew. `drafted`: new steps that are not stored yet.
std::vector<OwedInvoice> owed_invoices(const Posted& posted, const std::vector<Document>& drafted,
                                       std::string_view first, const RecordKey& record);

}  // namespace crosswalk::xero
