#include "flow/informed.h"

#include <algorithm>

#include "flow/bookings.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

bool is_tax(std::string_view charge) {
  return charge == "tax" || charge == "withheld";
}

// The charge type stands in the line's key: "4/0-2/SHIPPING:Shipping/tax".
bool of_shipping(const Entry& entry) {
  return entry.line_key.find("/SHIPPING:") != std::string::npos;
}

// What the market withholds of a tax is booked where the tax is.
bool fits(const Entry& entry, const Line& row, std::string_view charge) {
  return folded_sku(entry.sku) == folded_sku(row.sku) &&
         charge_of(entry) == (is_tax(charge) ? "tax" : charge);
}

// Of several the one that speaks of shipping as the row does, then the first.
const Entry* better(const Entry* a, const Entry* b, bool shipping) {
  if (a == nullptr) return b;
  return of_shipping(*a) != shipping && of_shipping(*b) == shipping ? b : a;
}

bool speaks_of_shipping(const Line& row) {
  return folded_sku(row.amount_type).find("shipping") != std::string::npos;
}

std::int64_t settled_units(const store::OrderStanding& order, const std::string& sku,
                           std::string_view charge) {
  std::int64_t units = 0;
  for (const store::Booking& booking : order.settled)
    if (booking.side == store::BookingSide::sale && booking.sku == sku && booking.charge == charge)
      units += booking.quantity.units();
  return units;
}

}  // namespace

std::string_view charge_of(const Entry& entry) {
  return charge_of(entry.line_class, of_shipping(entry) ? "shipping" : "product");
}

Result<Informed> Informed::of(const store::OrderStanding& order) {
  Informed informed;
  for (const std::string& text : order.informed) {
    if (text.empty()) continue;
    auto read = read_entries(text);
    if (!read) return read.error();
    for (Entry& entry : read->entries) {
      if (entry.role != EntryRole::placed || entry.state != UnitState::shipped) continue;
      const bool elsewhere = !entry.purchase_order.empty() && entry.purchase_order != order.purchase_order;
      if (elsewhere) continue;
      (entry.refund.empty() ? informed.sales_ : informed.refunds_).push_back(std::move(entry));
    }
  }
  std::stable_sort(informed.sales_.begin(), informed.sales_.end(),
                   [](const Entry& a, const Entry& b) { return a.date < b.date; });
  return informed;
}

const Entry* Informed::sale(const Line& row, const store::OrderStanding& order) {
  const std::string_view charge = flow::charge_of(row);
  const std::string sku = folded_sku(row.sku);
  const auto product =
      std::find_if(products_.begin(), products_.end(), [&](const Dated& known) { return known.sku == sku; });
  const bool shipping = speaks_of_shipping(row);
  const Entry* first = nullptr;
  const Entry* found = nullptr;
  std::int64_t left = settled_units(order, sku, charge);
  for (const Entry& entry : sales_) {
    if (!fits(entry, row, charge)) continue;
    first = better(first, &entry, shipping);
    if (charge == "product") {
      left -= entry.quantity.units();
      if (found == nullptr && left < 0) found = &entry;
    } else if (product != products_.end() && entry.date == product->date) {
      found = better(found, &entry, shipping);
    }
  }
  if (found == nullptr) found = first;
  if (charge == "product" && found != nullptr) {
    if (product == products_.end())
      products_.push_back({sku, found->date});
    else
      product->date = found->date;
  }
  return found;
}

const Entry* Informed::refund(const Line& row) const {
  const std::string_view charge = flow::charge_of(row);
  const Entry* found = nullptr;
  for (const Entry& entry : refunds_)
    if (fits(entry, row, charge)) found = better(found, &entry, speaks_of_shipping(row));
  return found;
}

TaxClass Informed::tax_class(std::string_view sku) const {
  const Entry* found = nullptr;
  for (const auto* list : {&sales_, &refunds_})
    for (const Entry& entry : *list)
      if (entry.line_class == LineClass::tax &&
          (found == nullptr ||
           (folded_sku(entry.sku) == folded_sku(sku) && folded_sku(found->sku) != folded_sku(sku))))
        found = &entry;
  return found != nullptr ? found->tax_class : TaxClass::none;
}

}  // namespace crosswalk::flow
