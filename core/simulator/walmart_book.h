// WalmartBook: what the stand-in knows of its orders and returns: the world, what was posted to it, and how
// it all stands. Not thread-safe; the service locks.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/world_view.h"

namespace crosswalk::simulator {

class WalmartBook {
 public:
  explicit WalmartBook(World world) : world_(std::move(world)) {}

  const World& world() const { return world_; }
  World& change_world() {
    ++revision_;
    return world_;
  }
  void set_rules(const StandingRules& rules) {
    ++revision_;
    rules_ = rules;
  }
  // Another number whenever something may have changed beside the time.
  std::uint64_t revision() const { return revision_; }

  OrderStanding standing(const MarketOrder& order, Instant now) const {
    return standing_of(order, changes(order.po), now, rules_);
  }
  std::span<const OrderChange> changes(std::string_view po) const {
    const auto found = posted_.find(po);
    return found == posted_.end() ? std::span<const OrderChange>()
                                  : std::span<const OrderChange>(found->second);
  }
  void post(const std::string& po, OrderChange change) {
    ++revision_;
    posted_[po].push_back(std::move(change));
  }
  void post(const std::string& return_id, ReturnChange change) {
    ++revision_;
    posted_returns_[return_id].push_back(std::move(change));
  }
  // Refers to this book.
  MarketView view() const {
    MarketView view(world_);
    view.rules = rules_;
    view.posted = [this](std::string_view po) { return changes(po); };
    view.posted_returns = [this](std::string_view id) {
      const auto found = posted_returns_.find(id);
      return found == posted_returns_.end() ? std::span<const ReturnChange>()
                                            : std::span<const ReturnChange>(found->second);
    };
    return view;
  }

  // Null when there is no such order yet, or it is out of reach (180 days).
  const MarketOrder* find(std::string_view po, Instant now) const {
    const MarketOrder* order = world_.find(po);
    const bool reachable = order != nullptr && order->ordered <= now && order->ordered >= now - reach;
    return reachable ? order : nullptr;
  }

 private:
  static constexpr Millis reach{std::int64_t{180} * 86'400'000};  // walmart.md §2.2

  World world_;
  StandingRules rules_;
  std::uint64_t revision_ = 0;
  std::map<std::string, std::vector<OrderChange>, std::less<>> posted_;
  std::map<std::string, std::vector<ReturnChange>, std::less<>> posted_returns_;
};

}  // namespace crosswalk::simulator
