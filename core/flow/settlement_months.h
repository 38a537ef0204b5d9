// SettlementMonths: how a settlement that books everything becomes one document for each month of its rows
// (accounting.md §1.8, §2): the earlier ones are carried forward to nothing, the last one is paid from the
// clearing account. Pure.
#pragma once

#include <vector>

#include "flow/pair.h"
#include "model/entry.h"

namespace crosswalk::flow {

// The day of the document that takes what happened on `day`: the end of its month, in the settlement's last
// month the day it closes on, and never before `day`.
Date document_day(Date day, Date closes);

// Adds to the placed entries of the documents, which lie on document days, what carries them forward and what
// pays the last of them. ErrorKind::config: there are several months, and no account to carry between them.
Result<void> carry_forward(std::vector<Entry>& entries, Currency currency, const BookAccounts& accounts);

// The day of the document in `entries` of the same month as `day`, or `day` where there is none.
Date day_of_month(const std::vector<Entry>& entries, Date day);

// The last day of the month that `day` lies in.
Date last_day_of(Date day);

}  // namespace crosswalk::flow
