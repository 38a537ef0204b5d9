// Which US states make the marketplace owe the sales tax of a sale, and since when (accounting.md §1.3).
//
// The dates are the days from which each state's marketplace facilitator law binds the marketplace, as the
// states' revenue departments publish them (collected by the Streamlined Sales Tax Governing Board).
// Delaware, Montana, New Hampshire and Oregon have no sales tax. Alaska's is local and is collected through
// its Remote Seller Sales Tax Commission. Walmart's API reaches back only 180 days, so that of the past dates
// none can matter to a new order; they are here so that an imported old file is classed rightly, and the next
// new law is one more row. Pure; safe from any thread.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"

namespace crosswalk::walmart {

// The first day on which the marketplace owes the tax; none where it never does. `state` is the two-letter
// postal code in either case.
std::optional<Date> facilitator_since(std::string_view state);

bool is_facilitated(std::string_view state, Date ordered);

}  // namespace crosswalk::walmart
