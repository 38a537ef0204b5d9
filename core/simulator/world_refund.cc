#include "simulator/world_refund.h"

#include "simulator/world_truth.h"

namespace crosswalk::simulator {
namespace {

constexpr std::int64_t cent = 10'000;

// One unit's part in whole cents, cut downwards, a discount's as well: the refund stays below what was paid.
Decimal unit_part(Decimal total, int quantity, ChargeMeans means) {
  if (means == ChargeMeans::unit) return total;
  const std::int64_t divisor = cent * quantity;
  std::int64_t cents = total.units() / divisor;
  if (total.units() % divisor < 0) --cents;
  return Decimal::from_units(cents * cent);
}

Decimal times(Decimal amount, int quantity) {
  return Decimal::from_units(amount.units() * quantity);
}

Money plus(const Money& a, Decimal b) {
  return {Decimal::from_units(a.amount.units() + b.units()), dollars()};
}

}  // namespace

std::vector<RefundedCharge> refund_per_unit(const MarketLine& line, const MarketReturnLine& returned,
                                            ChargeMeans means) {
  std::vector<RefundedCharge> charges;
  for (const MarketCharge& charge : line.charges) {
    const bool price = charge.type == "PRODUCT";
    if (!price && (charge.type != "SHIPPING" || !returned.refunds_shipping)) continue;
    charges.push_back({charge.type, charge.name, unit_part(charge.amount, line.quantity, means),
                       unit_part(charge.tax, line.quantity, means)});
  }
  return charges;
}

ReturnTruth truth_of(const MarketReturn& made, const ReturnStanding& standing,
                     const std::vector<ReturnedLine>& lines, ChargeMeans means) {
  ReturnTruth truth;
  truth.id = made.id;
  truth.charges = truth.taxes = truth.restocking = {{}, dollars()};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const MarketReturnLine& returned = *lines[i].returned;
    ReturnLineTruth line;
    line.number = returned.number;
    line.po = returned.po;
    line.order_line = returned.order_line;
    line.sku = lines[i].sold->sku;
    line.quantity = returned.quantity;
    line.restocked = standing.lines[i].arrivals;
    line.cancelled = standing.lines[i].cancelled();
    for (const ReturnedUnits& units : standing.lines[i].refunds) {
      RefundTruth refund;
      refund.at = units.at;
      refund.quantity = units.quantity;
      refund.charges = refund_per_unit(*lines[i].sold, returned, means);
      for (RefundedCharge& charge : refund.charges) {
        charge.amount = times(charge.amount, units.quantity);
        charge.tax = times(charge.tax, units.quantity);
        truth.charges = plus(truth.charges, charge.amount);
        truth.taxes = plus(truth.taxes, charge.tax);
      }
      refund.restocking = {times(returned.restocking_fee, units.quantity), dollars()};
      truth.restocking = plus(truth.restocking, refund.restocking.amount);
      line.refunds.push_back(std::move(refund));
    }
    truth.lines.push_back(std::move(line));
  }
  return truth;
}

}  // namespace crosswalk::simulator
