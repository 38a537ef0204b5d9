// Bookings of lines: how a line is named in the store's bookings, by which later sources are tied to it.
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/line.h"
#include "store/bookings.h"

namespace crosswalk::flow {

// A SKU as bookings spell it: the market's sources differ in case (walmart.md §2.5).
std::string folded_sku(std::string_view sku);

// "product", "discount", "shipping", "tax", "withheld", "fee": what of a purchase the amount belongs to. A
// class alone does not tell what a refund gives back: `refunded` does.
std::string_view charge_of(LineClass line_class, std::string_view refunded);
std::string_view charge_of(const Line& line);

// Adds the line to `bookings`, and what the market withholds of a tax that it remits itself. `order`: the
// purchase order of a line that does not name one.
void add_booking(std::vector<store::Booking>& bookings, const Line& line, store::BookingSide side,
                 std::string_view order);

// A fee that the seller keeps of a refund: a return tells it, or a settlement's row that speaks of
// restocking.
bool is_kept_fee(const Line& line);

// What bookings of these sides say of a charge of an order line, in millionths.
std::int64_t booked_of(const std::vector<store::Booking>& bookings, std::string_view sku,
                       std::string_view charge, std::initializer_list<store::BookingSide> sides);

}  // namespace crosswalk::flow
