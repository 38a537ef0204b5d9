// World: the orders of an invented seller account with the truth about them. Not thread-safe by itself;
// whoever shares one (WalmartService) locks. Copyable: a copy is a second, independent account.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "simulator/world_order.h"
#include "simulator/world_truth.h"

namespace crosswalk::simulator {

class World {
 public:
  explicit World(ChargeMeans means = ChargeMeans::line) : means_(means) {}

  ChargeMeans charge_means() const { return means_; }
  // In the order they were added.
  const std::deque<MarketOrder>& orders() const& { return orders_; }
  const std::deque<MarketOrder>& orders() && = delete;  // would outlive its world
  const MarketOrder* find(std::string_view po) const;
  MarketOrder* find(std::string_view po);

  // False, and nothing is added, when an order of that number is there.
  bool add(MarketOrder order);

  // By the orders' own schedules; orders placed after `now` do not count. Null-like (`po` empty) when
  // unknown.
  OrderTruth truth(std::string_view po, Instant now, const StandingRules& rules = {}) const;
  WorldTruth totals(Instant now, const StandingRules& rules = {}) const;

 private:
  ChargeMeans means_;
  std::deque<MarketOrder> orders_;
  std::map<std::string, std::size_t, std::less<>> by_po_;
};

}  // namespace crosswalk::simulator
