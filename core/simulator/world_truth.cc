#include "simulator/world_truth.h"

#include <algorithm>

namespace crosswalk::simulator {
namespace {

// Amounts of the invented world stay far below Decimal's range.
Money plus(const Money& a, const Money& b) {
  return {Decimal::from_units(a.amount.units() + b.amount.units()), a.currency};
}

Money usd(Decimal amount) {
  return {amount, dollars()};
}

UnitSplit split(Decimal total, const LineStanding& line, int quantity) {
  const int shipped = line.shipped();
  const int open = line.open();
  UnitSplit out;
  out.shipped = portion(total, 0, shipped, quantity);
  out.open = portion(total, shipped, shipped + open, quantity);
  out.cancelled = portion(total, shipped + open, quantity, quantity);
  return out;
}

ShippedPart& part_at(std::vector<ShippedPart>& parts, Instant at) {
  const auto place =
      std::find_if(parts.begin(), parts.end(), [&](const ShippedPart& part) { return part.at >= at; });
  if (place != parts.end() && place->at == at) return *place;
  return *parts.insert(place, {at, usd({}), usd({})});
}

void add_parts(OrderTruth& truth, Decimal charge, Decimal tax, const LineStanding& line, int quantity) {
  std::vector<const Shipment*> shipments;
  for (const Shipment& shipment : line.shipments) shipments.push_back(&shipment);
  std::stable_sort(shipments.begin(), shipments.end(), [](const Shipment* a, const Shipment* b) {
    return a->tracking.ship_time < b->tracking.ship_time;
  });
  int before = 0;
  for (const Shipment* shipment : shipments) {
    ShippedPart& part = part_at(truth.parts, shipment->tracking.ship_time);
    part.charges = plus(part.charges, portion(charge, before, before + shipment->quantity, quantity));
    part.taxes = plus(part.taxes, portion(tax, before, before + shipment->quantity, quantity));
    before += shipment->quantity;
  }
}

}  // namespace

Currency dollars() {
  static const Currency usd_code = Currency::parse("USD").value();
  return usd_code;
}

Money portion(Decimal total, int from, int to, int quantity) {
  const auto upto = [&](int units) { return scale(total, units, quantity, 2).value().units(); };
  return usd(Decimal::from_units(upto(to) - upto(from)));
}

UnitSplit::UnitSplit() : open(usd({})), shipped(usd({})), cancelled(usd({})) {}

Money UnitSplit::total() const {
  return plus(plus(open, shipped), cancelled);
}

void UnitSplit::add(const UnitSplit& other) {
  open = plus(open, other.open);
  shipped = plus(shipped, other.shipped);
  cancelled = plus(cancelled, other.cancelled);
}

OrderTruth truth_of(const MarketOrder& order, const OrderStanding& standing, ChargeMeans means) {
  OrderTruth truth;
  truth.po = order.po;
  truth.node = order.node;
  truth.known_skus = !order.quirks.has(Quirk::unknown_sku);
  truth.readable = !order.quirks.has(Quirk::no_shipping_information);
  if (truth.readable) truth.state = order.ship_to.state;
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    const MarketLine& line = order.lines[i];
    const LineStanding& units = standing.lines[i];
    if (order.quirks.has(Quirk::unknown_status) && units.created > 0) truth.readable = false;
    if (units.zeroed) continue;
    const std::int64_t times = means == ChargeMeans::unit ? line.quantity : 1;
    for (const MarketCharge& charge : line.charges) {
      const Decimal amount = Decimal::from_units(charge.amount.units() * times);
      const Decimal tax = Decimal::from_units(charge.tax.units() * times);
      truth.charges.add(split(amount, units, line.quantity));
      truth.taxes.add(split(tax, units, line.quantity));
      add_parts(truth, amount, tax, units, line.quantity);
    }
  }
  return truth;
}

void add_to(WorldTruth& world, const OrderTruth& order) {
  ++world.orders;
  world.charges.add(order.charges);
  world.taxes.add(order.taxes);
  world.taxes_by_state[order.state].add(order.taxes);
}

}  // namespace crosswalk::simulator
