// Cadence: when something is done again: every so often, or at times of the day, on some weekdays or on one
// day of the month. Schedule: the cadences of a pair in the time zone of its books, and when nothing is read
// at all. Plain data; what follows from it is flow/cadence.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"

namespace crosswalk {

inline constexpr unsigned every_weekday = 0x7F;  // bit 0 is Monday

struct Cadence {
  Millis every{0};         // zero: at the times of `at`
  std::vector<Millis> at;  // since midnight, ascending
  unsigned weekdays = every_weekday;
  unsigned day_of_month = 0;  // 1 to 28, with times of the day; 0: on every day
};

// From one time of the day to another, over midnight where `to` is not later than `from`.
struct Blackout {
  Millis from{0};
  Millis to{0};
};

struct Schedule {
  TimeZone zone = TimeZone::utc();
  // By kind: "orders", "returns", "settlements", "statement", "stock", "prices", "changes". A kind without
  // one is read as often as orders are.
  std::map<std::string, Cadence> kinds;
  std::optional<Cadence> overlap;  // when a day more than usual is read again
  std::vector<Blackout> blackouts;
  // When documents leave for the ledger, in a running engine; nothing: as soon as they can.
  std::optional<Cadence> post = {};
};

// What a workspace that says nothing gets.
Schedule usual_schedule();

}  // namespace crosswalk
