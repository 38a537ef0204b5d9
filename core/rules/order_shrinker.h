// OrderShrinker: makes an order that fails a property smaller while it still fails: fewer lines, fewer fields
// that differ from the sensible order, plainer amounts. Pure but for what it asks.
#pragma once

#include <functional>

#include "rules/order_sketch.h"

namespace crosswalk::rules {

// `fails` is asked `most` times at most; it may answer false for ever once there is no time left.
OrderSketch shrunk(OrderSketch order, const std::function<bool(const OrderSketch&)>& fails, int most);

}  // namespace crosswalk::rules
