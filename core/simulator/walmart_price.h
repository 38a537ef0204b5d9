// WalmartPrices: PUT /v3/price (walmart.md §5.2): one item's price, absolute, at most two decimals; of two
// writes the one created later wins. Not thread-safe; the service locks.
#pragma once

#include <string>
#include <string_view>

#include "simulator/walmart_call.h"
#include "simulator/walmart_shelf.h"
#include "simulator/walmart_writes.h"

namespace crosswalk::simulator {

// Why the price cannot be taken, or "".
std::string wrong_with_price(Decimal price);

class WalmartPrices {
 public:
  // Everything outlives the prices.
  WalmartPrices(WalmartShelf& shelf, WalmartWrites& writes) : shelf_(shelf), writes_(writes) {}

  wire::HttpReply put(const WalmartCall& call);

  // Also for feeds. REQUIRES: the shelf has the item.
  void write(std::string_view sku, Decimal price, Instant created);

 private:
  WalmartShelf& shelf_;
  WalmartWrites& writes_;
};

}  // namespace crosswalk::simulator
