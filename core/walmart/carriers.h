// How Walmart wants a carrier and a shipping method to be named: letter for letter out of its own lists
// (walmart.md §2.7). A warehouse's spelling is looked up in the pair's own table first, then among Walmart's
// names without case. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace crosswalk::walmart {

struct CarrierName {
  std::string name;
  bool listed = false;  // one of Walmart's; else it goes into otherCarrier, which needs a tracking URL
};

CarrierName carrier_named(std::string_view spelling, const std::map<std::string, std::string>& own_names);

// "standard" → "Standard"; "" when Walmart has no such method.
std::string method_named(std::string_view spelling);

// "a" and "A" are the same.
bool same_folded(std::string_view a, std::string_view b);

}  // namespace crosswalk::walmart
