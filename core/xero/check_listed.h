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

// `sent`: the element of each member, same order.
Outcomes check_listed(const Attempt& attempt, const std::vector<Json>& sent, Connection& connection,
                      Clock& clock, const Stop& stop);

}  // namespace crosswalk::xero
