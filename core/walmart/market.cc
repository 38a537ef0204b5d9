#include "walmart/market.h"

#include <array>

namespace crosswalk::walmart {
namespace {

constexpr std::array<Market, 3> markets = {{
    {"us", "Walmart Marketplace US", "USD", false, true, 5000},
    {"ca", "Walmart Marketplace CA", "CAD", true, false, 60},
    {"mx", "Walmart Marketplace MX", "MXN", true, false, 60},
}};

}  // namespace

const Market* find_market(std::string_view code) {
  for (const auto& market : markets)
    if (market.code == code) return &market;
  return nullptr;
}

}  // namespace crosswalk::walmart
