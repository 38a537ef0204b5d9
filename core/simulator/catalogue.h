// The goods of the invented seller: what the Walmart stand-in sells and the Xero stand-in knows as items.
// Constant data, safe from any thread.
#pragma once

#include <span>
#include <string_view>

namespace crosswalk::simulator {

struct CatalogueItem {
  std::string_view sku;        // Walmart's
  std::string_view item_code;  // the ledger's; differs from the SKU for some
  std::string_view name;
  std::string_view price;  // USD a unit, a Decimal's text
};

std::span<const CatalogueItem> catalogue();

}  // namespace crosswalk::simulator
