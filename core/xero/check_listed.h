// Looking up what took effect of the kinds that Xero does not hold to unique keys (xero.md §8.4): credit
// notes by number, payments by what they are on and our marker, allocations at their credit note, bank
// transactions and transfers by date and reference. Many members a call, so that a look-up costs little. Safe
// from any thread.
#pragma once

#include "base/clock.h"
#include "base/json.h"
#include "model/attempt.h"
#include "xero/connection.h"

namespace crosswalk::xero {

// Before an attempt is sent for the first time, or because nobody knows what became of it.
enum class LookedFor { before_sending, after_sending };

// `sent`: the element of each member, same order. After sending, a journal or a bank transaction that is not
// found on its day is looked for among what changed since the attempt: somebody may have moved it to another
// day.
Outcomes check_listed(const Attempt& attempt, const std::vector<Json>& sent, LookedFor looked_for,
                      Connection& connection, Clock& clock, const Stop& stop);

}  // namespace crosswalk::xero
