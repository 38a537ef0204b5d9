#include "xero/rounding.h"

namespace crosswalk::xero {
namespace {

constexpr int price_places = 4;
constexpr int money_places = 2;

}  // namespace

Result<Decimal> line_amount(Decimal quantity, Decimal unit) {
  return multiply(round(quantity, price_places), round(unit, price_places), money_places);
}

Result<Totals> totals_of(std::span<const PricedLine> lines) {
  Totals totals;
  for (const auto& line : lines) {
    const auto amount = line_amount(line.quantity, line.unit);
    if (!amount) return amount.error();
    const auto tax = scale(*amount, line.rate.units(), 100 * Decimal::one, money_places);
    if (!tax) return tax.error();
    const auto net_sum = add(totals.net, *amount);
    if (!net_sum) return net_sum.error();
    const auto tax_sum = add(totals.tax, *tax);
    if (!tax_sum) return tax_sum.error();
    totals.net = *net_sum;
    totals.tax = *tax_sum;
  }
  const auto total = add(totals.net, totals.tax);
  if (!total) return total.error();
  totals.total = *total;
  return totals;
}

}  // namespace crosswalk::xero
