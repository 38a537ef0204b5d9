// Xero's call limits as buckets of the budget (xero.md §2), and what a reply says about them. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/budget.h"
#include "wire/message.h"
#include "xero/settings.h"

namespace crosswalk::xero {

// "xero/<tenant or pair>/minute" and "…/day". A bucket hands out its capacity at once and then refills, so
// that in any window of a minute it grants capacity + refill: both together are kept at Xero's number, and no
// window, fixed or sliding, is ever exceeded.
BucketLimit minute_bucket(const Settings& settings);
BucketLimit day_bucket(const Settings& settings);
// "xero/<client id>/app": the app's calls of all its organisations together.
BucketLimit app_bucket(const Settings& settings);
// "xero/<tenant or pair>/at once"
SlotLimit calls_at_once(const Settings& settings);
// All that a call is counted against.
std::vector<BucketLimit> every_bucket(const Settings& settings);

// The bucket that a 429 is about. The header's values vary ("day", "Daily limit", "minute", "concurrent",
// "app…"): what names neither the day nor the app pauses the minute, and every call asks all three.
std::string limited_bucket(const Settings& settings, const wire::HttpReply& reply);

// The number in a header such as X-MinLimit-Remaining.
std::optional<double> remaining_in(const wire::HttpReply& reply, std::string_view header);

}  // namespace crosswalk::xero
