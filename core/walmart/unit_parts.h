// How the units of one order line are divided: shipped parts by ship date, then what is open, then what was
// cancelled; and what of the line's amount falls to each part. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"
#include "model/line.h"

namespace crosswalk::walmart {

struct UnitPart {
  UnitState state = UnitState::open;
  std::uint32_t from = 0;  // units [from, to) of the line
  std::uint32_t to = 0;
  Instant at;  // the ship time; of a cancellation its own, as far as it is known; else the order time
  Date date;   // `at` in the books' time zone
  std::string_view carrier;
  std::string_view tracking_number;
};

// A number of units in one state, as the market reports it.
struct UnitCount {
  UnitState state = UnitState::open;
  std::uint32_t units = 0;
  Instant at;  // of shipped, and of cancelled where the market says it
  std::string_view carrier;
  std::string_view tracking_number;
};

// Units shipped on the same books date are one part, with the first one's time and carrier. Units that
// `counts` do not name are open. ErrorKind::invalid when `counts` hold more units than the line. `counts` is
// put into order.
Result<void> divide(std::uint32_t line_units, std::vector<UnitCount>& counts, Instant ordered,
                    const TimeZone& books, std::vector<UnitPart>& parts);

// What of `total` falls to units [from, to) of `units`: round(total × to ÷ units) − round(total × from ÷
// units) to cents, the last part taking the rest, so that the parts add up to `total` exactly (accounting.md
// §1.15).
Result<Decimal> share(Decimal total, std::uint32_t from, std::uint32_t to, std::uint32_t units);

}  // namespace crosswalk::walmart
