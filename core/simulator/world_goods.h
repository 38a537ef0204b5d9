// What Walmart knows of the seller's goods beside name and price: their category, with the commission that it
// takes (15 % for most; walmart.md §4.2). Constant data.
#pragma once

#include <string_view>

namespace crosswalk::simulator {

struct GoodsClass {
  std::string_view category;      // "Home & Garden"
  std::string_view product_type;  // "Mugs"
  std::string_view tax_code;
  int rate;       // commission, per cent
  int base_rate;  // before an incentive; the rate where there is none
};

// By the SKU, in any case; goods outside the catalogue are of a class of their own.
const GoodsClass& goods_class(std::string_view sku);

}  // namespace crosswalk::simulator
