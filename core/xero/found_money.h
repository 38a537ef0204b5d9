// Judging payments, allocations, journals, bank transactions and transfers that a look-up found: is one of
// them ours? Pure.
#pragma once

#include <vector>

#include "base/json.h"
#include "model/attempt.h"

namespace crosswalk::xero {

// Of a create. `found`: what Xero lists where ours would be, deleted ones and other people's included.
Outcome judge_money(const Document& document, const Json& sent, const std::vector<Json>& found, Instant now);
// Of an allocation. `credit_note`: as Xero shows it.
Outcome judge_allocation(const Document& document, const Json& sent, const Json& credit_note, Instant now);
// Of the deletion of a payment, or the voiding of a journal. `found` is null when Xero does not show it any
// more.
Outcome judge_deleted(const Document& document, const std::string& id, const Json* found, Instant now);

}  // namespace crosswalk::xero
