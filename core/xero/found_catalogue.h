// What a look-up of items and tracking options found, judged against what was sent. Pure.
#pragma once

#include <vector>

#include "base/json.h"
#include "model/attempt.h"

namespace crosswalk::xero {

// By its code, or of an update by its id and what it was to say.
Outcome judge_item(const Document& document, const Json& sent, const std::vector<Json>& found, Instant now);
// Among the options of its category; `category` is null where Xero has none any more.
Outcome judge_option(const Document& document, const Json& sent, const Json& category, Instant now);

}  // namespace crosswalk::xero
