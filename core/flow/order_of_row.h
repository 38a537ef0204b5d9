// What the books say of the order that a settlement's row names. Pure.
#pragma once

#include <string_view>

#include "model/line.h"
#include "store/bookings.h"

namespace crosswalk::flow {

bool has(const store::OrderStanding& order, store::BookingSide side);
bool has_sale(const store::OrderStanding& order);

// Nothing of what the row is of has shipped since the books start.
bool is_before_start(const Line& line, const store::OrderStanding& order);

// Why a row waits. The order's number stands in the row.
std::string_view absence_of(const store::OrderStanding& order);

}  // namespace crosswalk::flow
