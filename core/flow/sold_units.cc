#include "flow/sold_units.h"

#include <algorithm>
#include <map>

#include "flow/bookings.h"

namespace crosswalk::flow {
namespace {

std::string key_of_line(std::string_view order, std::string_view folded) {
  return std::string(order).append(1, '\0').append(folded);
}

}  // namespace

Result<Decimal> cost_of(const std::string& cost, Decimal units) {
  if (cost.empty()) return Decimal();
  const auto one = Decimal::parse(cost);
  if (!one) return one.error();
  return multiply(*one, units, 2);
}

void SoldUnits::open(std::int64_t settlement) {
  settlement_ = settlement;
  places_.clear();
}

Result<void> SoldUnits::learn(std::string_view order) {
  if (order_ == order) return {};
  order_ = order;
  shipments_.clear();
  auto shipments = shipments_of(store_, pair_, order, true);
  if (!shipments) return shipments.error();
  shipments_ = std::move(*shipments);
  return {};
}

Result<void> SoldUnits::learn_earlier() {
  if (learnt_) return {};
  learnt_ = true;
  return store_.each_tied_order(pair_, [&](const store::TiedOrder& order) -> Result<void> {
    std::map<std::string, std::map<std::int64_t, std::int64_t>> units;
    for (const store::TiedRow& row : order.settled)
      if (!row.difference && row.side == store::BookingSide::sale && row.charge == "product")
        units[row.sku][row.record] += row.quantity.units();
    for (const auto& [sku, settlements] : units)
      if (settlements.size() > 1)
        earlier_[key_of_line(order.purchase_order, sku)].assign(settlements.begin(), settlements.end());
    return {};
  });
}

// Cost is rounded over what a shipment has settled so far, so that parts add up to the shipment's.
Result<void> SoldUnits::take(const Line& row, const std::string& sku, Place& place, SoldRow& sold) const {
  const std::int64_t from = place.settled;
  const std::int64_t to = from + std::max<std::int64_t>(row.quantity.units(), 0);
  place.settled = to;
  place.date = Date();
  std::int64_t begin = 0;
  std::int64_t costed = 0;
  for (const Shipment& shipment : shipments_) {
    if (shipment.sku != sku) continue;
    const std::int64_t end = begin + shipment.units;
    // What settles beyond all that shipped goes with the last.
    if (place.date == Date() || from >= begin) place.date = shipment.date;
    const std::int64_t first = std::clamp(from, begin, end) - begin;
    const std::int64_t last = std::clamp(to, begin, end) - begin;
    const auto before = cost_of(shipment.cost, Decimal::from_units(first));
    if (!before) return before.error();
    const auto after = cost_of(shipment.cost, Decimal::from_units(last));
    if (!after) return after.error();
    sold.cost = Decimal::from_units(sold.cost.units() + after->units() - before->units());
    if (!shipment.cost.empty()) costed += last - first;
    begin = end;
  }
  sold.uncosted = Decimal::from_units(to - from - costed);
  return {};
}

Result<std::optional<SoldRow>> SoldUnits::of(const Line& row) {
  using None = std::optional<SoldRow>;
  if (row.purchase_order.empty()) return None();
  if (auto learnt = learn(row.purchase_order); !learnt) return learnt.error();
  const std::string sku = folded_sku(row.sku);
  const auto first = std::find_if(shipments_.begin(), shipments_.end(),
                                  [&](const Shipment& shipment) { return shipment.sku == sku; });
  if (first == shipments_.end()) return None();
  if (auto learnt = learn_earlier(); !learnt) return learnt.error();
  const std::string key = key_of_line(row.purchase_order, sku);
  const auto [found, added] = places_.try_emplace(key);
  Place& place = found->second;
  if (added) {
    place.date = first->date;
    if (const auto earlier = earlier_.find(key); earlier != earlier_.end())
      for (const auto& [settlement, units] : earlier->second)
        if (settlement < settlement_) place.settled += units;
  }
  SoldRow sold;
  if (row.line_class == LineClass::product)
    if (auto taken = take(row, sku, place, sold); !taken) return taken.error();
  sold.shipped = place.date;
  return None(sold);
}

}  // namespace crosswalk::flow
