#include "flow/bookings.h"

#include <algorithm>

#include "rules/language/folding.h"

namespace crosswalk::flow {
namespace {

using store::Booking;
using store::BookingSide;

void put(std::vector<Booking>& bookings, Booking booking) {
  const auto same = std::find_if(bookings.begin(), bookings.end(), [&](const Booking& known) {
    return known.side == booking.side && known.charge == booking.charge &&
           known.tax_class == booking.tax_class && known.sku == booking.sku &&
           known.purchase_order == booking.purchase_order;
  });
  if (same == bookings.end()) {
    bookings.push_back(std::move(booking));
    return;
  }
  same->amount.amount = Decimal::from_units(same->amount.amount.units() + booking.amount.amount.units());
  same->quantity = Decimal::from_units(same->quantity.units() + booking.quantity.units());
}

}  // namespace

std::string folded_sku(std::string_view sku) {
  return rules::folded(sku);
}

std::string_view charge_of(LineClass line_class, std::string_view refunded) {
  switch (line_class) {
    case LineClass::product:
      return "product";
    case LineClass::shipping:
      return "shipping";
    case LineClass::discount:
      return "discount";
    case LineClass::tax:
      return "tax";
    case LineClass::tax_withheld:
      return "withheld";
    case LineClass::refund:
      return refunded;
    case LineClass::commission:
    case LineClass::fee:
    case LineClass::reserve:
    case LineClass::deposit:
    case LineClass::other:
      break;
  }
  return name_of(line_class);
}

std::string_view charge_of(const Line& line) {
  if (line.line_class != LineClass::refund) return charge_of(line.line_class, {});
  if (line.row > 0 && rules::same_folded(line.amount_type, "Product Price")) return "product";
  if (line.row > 0) return rules::same_folded(line.amount_type, "Shipping") ? "shipping" : "discount";
  return rules::same_folded(line.charge_type, "SHIPPING") ? "shipping" : "product";
}

void add_booking(std::vector<Booking>& bookings, const Line& line, BookingSide side, std::string_view order) {
  Booking booking;
  booking.purchase_order = line.purchase_order.empty() ? order : line.purchase_order;
  booking.sku = folded_sku(line.sku);
  booking.side = side;
  booking.charge = charge_of(line);
  booking.tax_class = line.tax_class;
  booking.amount = line.amount;
  // Of several charges on the same units only one counts them.
  if (line.charge_index == 0) booking.quantity = line.quantity;
  if (line.line_class == LineClass::tax && line.tax_class == TaxClass::facilitator && line.row == 0) {
    Booking withheld = booking;
    withheld.charge = "withheld";
    withheld.amount = booking.amount.negated();
    put(bookings, std::move(withheld));
  }
  put(bookings, std::move(booking));
}

bool is_kept_fee(const Line& line) {
  if (line.line_class != LineClass::fee || line.amount.amount.units() <= 0) return false;
  return line.row == 0 ? !line.refund.empty()
                       : rules::folded(line.charge_name).find("restock") != std::string::npos ||
                             rules::folded(line.amount_type).find("restock") != std::string::npos;
}

std::int64_t booked_of(const std::vector<Booking>& bookings, std::string_view sku, std::string_view charge,
                       std::initializer_list<BookingSide> sides) {
  std::int64_t sum = 0;
  for (const Booking& booking : bookings)
    if (booking.charge == charge && booking.sku == sku &&
        std::find(sides.begin(), sides.end(), booking.side) != sides.end())
      sum += booking.amount.amount.units();
  return sum;
}

}  // namespace crosswalk::flow
