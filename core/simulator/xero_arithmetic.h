// How Xero computes a document (facts: "Rounding and arithmetic"): the unit price is rounded first (2 digits,
// or 4 with unitdp=4), then multiplied; the line amount and the tax of each line are rounded to 2 digits,
// half away from zero; the totals are sums of rounded lines. Pure functions; safe from any thread.
#pragma once

#include <optional>

#include "base/decimal.h"
#include "base/result.h"

namespace crosswalk::simulator::xero_sim {

enum class LineAmountTypes { exclusive, inclusive, no_tax };

// What a request says of a line; what is absent is derived from the rest.
struct LineFigures {
  std::optional<Decimal> quantity;
  std::optional<Decimal> unit_amount;
  std::optional<Decimal> line_amount;
  std::optional<Decimal> discount_rate;  // percent
  std::optional<Decimal> discount_amount;
};

struct LineWorth {
  Decimal quantity;     // 4 digits
  Decimal unit_amount;  // 2 or 4 digits
  Decimal line_amount;  // 2 digits
};

// Errors in Xero's words: a LineAmount that is not Quantity × UnitAmount, a discount above the line total, an
// amount above 9,999,999,999.99.
Result<LineWorth> line_worth(const LineFigures& figures, int unit_places);

// A sum of test documents, which stays in range; a broken one must not look like a right one.
Decimal plus(Decimal a, Decimal b);

// `rate` in percent: 8.25.
Result<Decimal> line_tax(Decimal line_amount, Decimal rate, LineAmountTypes types);

}  // namespace crosswalk::simulator::xero_sim
