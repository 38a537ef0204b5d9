// The European Central Bank's reference rates as it publishes them: XML of one day, of the last 90 days or of
// all days since 1999, in one form (ecb.europa.eu, "Euro foreign exchange reference rates",
// eurofxref-hist-90d.xml):
//
//   <Cube><Cube time="2026-01-30"><Cube currency="USD" rate="1.0835"/>…</Cube>…</Cube>
//
// One euro is worth `rate` of the currency. Pure.
#pragma once

#include <string_view>

#include "rates/rate_table.h"

namespace crosswalk::rates {

// ErrorKind::outside: no such feed, or nothing in it.
Result<RateTable> read_ecb_feed(std::string_view xml);

}  // namespace crosswalk::rates
