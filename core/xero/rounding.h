// Xero's own arithmetic (xero.md §5.12): what it will make of our lines, known before they are sent. A unit
// price is rounded first, to four places (we always send unitdp=4), then multiplied; amounts and the tax of
// each line are rounded to two places; sums come last. Half goes up. Pure.
#pragma once

#include <span>

#include "base/decimal.h"

namespace crosswalk::xero {

struct PricedLine {
  Decimal quantity;
  Decimal unit;
  Decimal rate;  // tax on top, per cent
};

struct Totals {
  Decimal net;
  Decimal tax;
  Decimal total;
};

Result<Decimal> line_amount(Decimal quantity, Decimal unit);
// Of an invoice whose LineAmountTypes is Exclusive.
Result<Totals> totals_of(std::span<const PricedLine> lines);

}  // namespace crosswalk::xero
