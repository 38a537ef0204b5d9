// Refunds that wait for ever: each goes behind the one before it of its charge, and one of those was
// rejected. What the market says of the charge is not what they were drafted on any more, so that they are
// asked for anew. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "model/attempt.h"

namespace crosswalk::flow {

// Of an order's documents, those that a replay withdraws.
std::vector<std::int64_t> stuck_refunds(const Posted& posted);

}  // namespace crosswalk::flow
