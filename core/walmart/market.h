// Market: what differs between Walmart's national marketplaces, as far as the calls go. Sources: walmart.md
// §1.4, §7 (the US takes 5,000 order calls a minute, Mexico 60). Immutable; safe from any thread.
#pragma once

#include <string_view>

namespace crosswalk::walmart {

struct Market {
  std::string_view code;      // as in crosswalk.yaml and in the header WM_MARKET
  std::string_view channel;   // the name of the default contact
  std::string_view currency;  // of an order without a single charge
  bool global_headers;        // WM_MARKET and WM_GLOBAL_VERSION are mandatory there
  bool facilitator;    // Walmart remits sales tax by state (facilitator.h); elsewhere the seller owes it
  double order_calls;  // GET /v3/orders, a minute
};

// Null for a market that is not known.
const Market* find_market(std::string_view code);

}  // namespace crosswalk::walmart
