// The journals of what is accrued at a month's end, and of what of it a settlement takes back: one a day, the
// lines grouped by what they are booked on. Pure.
#pragma once

#include <functional>
#include <string>

#include "model/entry.h"
#include "xero/invoice_body.h"
#include "xero/journal_body.h"

namespace crosswalk::xero {

// Of the entries of role `accrued`; `key_of` gives a free key for a day. An error is a hold.
Result<std::vector<Document>> accrual_journals(const Entries& entries, const TaxRates& rates,
                                               const std::function<std::string(Date)>& key_of);

}  // namespace crosswalk::xero
