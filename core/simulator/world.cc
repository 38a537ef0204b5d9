#include "simulator/world.h"

namespace crosswalk::simulator {

const MarketOrder* World::find(std::string_view po) const {
  const auto found = by_po_.find(po);
  return found == by_po_.end() ? nullptr : &orders_[found->second];
}

MarketOrder* World::find(std::string_view po) {
  const auto found = by_po_.find(po);
  return found == by_po_.end() ? nullptr : &orders_[found->second];
}

bool World::add(MarketOrder order) {
  if (!by_po_.emplace(order.po, orders_.size()).second) return false;
  orders_.push_back(std::move(order));
  return true;
}

const MarketReturn* World::find_return(std::string_view id) const {
  const auto found = by_return_.find(id);
  return found == by_return_.end() ? nullptr : &returns_[found->second];
}

bool World::add(MarketReturn made) {
  if (!by_return_.emplace(made.id, returns_.size()).second) return false;
  returns_.push_back(std::move(made));
  return true;
}

OrderTruth World::truth(std::string_view po, Instant now, const StandingRules& rules) const {
  const MarketOrder* order = find(po);
  if (order == nullptr || order->ordered > now) return {};
  return truth_of(*order, standing_of(*order, {}, now, rules), means_);
}

WorldTruth World::totals(Instant now, const StandingRules& rules) const {
  WorldTruth all;
  for (const MarketOrder& order : orders_)
    if (order.ordered <= now) add_to(all, truth_of(order, standing_of(order, {}, now, rules), means_));
  return all;
}

}  // namespace crosswalk::simulator
