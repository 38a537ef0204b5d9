// MarketView: a world together with what callers posted to it, as those who reckon with both see it. Cheap to
// make; refers to the world, which must outlive it. Not thread-safe by itself.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/world.h"

namespace crosswalk::simulator {

struct MarketView {
  explicit MarketView(const World& seen) : world(seen) {}

  const World& world;
  StandingRules rules;
  // By purchase order and by return; empty functions: nothing was posted.
  std::function<std::span<const OrderChange>(std::string_view)> posted;
  std::function<std::span<const ReturnChange>(std::string_view)> posted_returns;

  std::span<const OrderChange> changes(std::string_view po) const {
    return posted ? posted(po) : std::span<const OrderChange>();
  }
  OrderStanding standing(const MarketOrder& order, Instant now) const {
    return standing_of(order, changes(order.po), now, rules);
  }
  ReturnStanding standing(const MarketReturn& made, Instant now) const {
    return standing_of(made, posted_returns ? posted_returns(made.id) : std::span<const ReturnChange>(), now);
  }

  // The order lines that a return gives back; nothing while it does not exist: before it was made, or as long
  // as its goods have not been shipped.
  std::optional<std::vector<ReturnedLine>> lines_of(const MarketReturn& made, Instant now) const;
  // `id` empty: unknown.
  ReturnTruth return_truth(const MarketReturn& made, Instant now) const;
};

}  // namespace crosswalk::simulator
