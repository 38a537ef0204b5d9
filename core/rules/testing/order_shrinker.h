// OrderShrinker: makes an order that fails a property smaller while it still fails: fewer lines, fewer fields
// that differ from the sensible order, plainer amounts. Pure but for what it asks.
#pragma once

#include <functional>
#include <string>

#include "rules/testing/order_sketch.h"

namespace crosswalk::rules {

struct ShrinkLimits {
  int most = 600;         // times that `fails` is asked
  std::string plain_sku;  // one that the rules know: what a line without one has may be unknown to them
};
// `fails` may answer false for ever once there is no time left.
OrderSketch shrunk(OrderSketch order, const std::function<bool(const OrderSketch&)>& fails,
                   const ShrinkLimits& limits);

}  // namespace crosswalk::rules
