#include "flow/order_of_row.h"

#include <algorithm>

#include "flow/bookings.h"

namespace crosswalk::flow {

using store::BookingSide;
using store::OrderStanding;

bool has(const OrderStanding& order, BookingSide side) {
  return std::any_of(order.bookings.begin(), order.bookings.end(),
                     [side](const store::Booking& booking) { return booking.side == side; });
}

bool has_sale(const OrderStanding& order) {
  return has(order, BookingSide::sale) || has(order, BookingSide::opening) ||
         has(order, BookingSide::informed_sale);
}

bool is_before_start(const Line& line, const OrderStanding& order) {
  const std::string sku = folded_sku(line.sku);
  const auto told = [&](BookingSide side) {
    return std::any_of(order.bookings.begin(), order.bookings.end(), [&](const store::Booking& booking) {
      return booking.side == side && booking.sku == sku;
    });
  };
  return told(BookingSide::opening) && !told(BookingSide::sale) && !told(BookingSide::informed_sale);
}

std::string_view absence_of(const OrderStanding& order) {
  if (!order.state) return "its order was not received; `crosswalk import` takes older ones";
  switch (*order.state) {
    case RecordState::held:
    case RecordState::dead:
      return "its order waits for a person";
    case RecordState::waiting:
      return "its order has not shipped, by what was received";
    case RecordState::received:
    case RecordState::booked:
    case RecordState::skipped:
      break;
  }
  return "its order is not in the books yet";
}

}  // namespace crosswalk::flow
