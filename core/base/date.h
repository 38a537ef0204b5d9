// Date (a day in some calendar, no time), Instant (a point in time, UTC) and TimeZone, the only bridge
// between the two. They are different types on purpose: which day a sale belongs to depends on the books'
// time zone.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk {

class Date {
 public:
  constexpr Date() = default;
  static constexpr Date from_days(std::int32_t days) {
    Date date;
    date.days_ = days;
    return date;
  }
  static Result<Date> of(int year, unsigned month, unsigned day);
  // "2026-01-31" and nothing else.
  static Result<Date> parse(std::string_view text);

  constexpr std::int32_t days() const { return days_; }  // since 1970-01-01
  int year() const;
  unsigned month() const;
  unsigned day() const;
  std::string text() const;  // "2026-01-31"
  constexpr Date plus_days(std::int32_t days) const { return from_days(days_ + days); }
  friend constexpr auto operator<=>(Date, Date) = default;

 private:
  std::int32_t days_ = 0;
};

using Millis = std::chrono::milliseconds;

class Instant {
 public:
  constexpr Instant() = default;
  static constexpr Instant from_millis(std::int64_t millis) {
    Instant instant;
    instant.millis_ = millis;
    return instant;
  }
  // ISO 8601 with a zone: "2026-01-31T10:30:15Z", "…15.123Z", "…+0000", "…-05:00".
  static Result<Instant> parse(std::string_view text);

  constexpr std::int64_t millis() const { return millis_; }  // since 1970-01-01T00:00:00Z
  std::string text() const;                                  // "2026-01-31T10:30:15.123Z"
  std::string text_seconds() const;                          // "2026-01-31T10:30:15Z"
  constexpr Instant operator+(Millis d) const { return from_millis(millis_ + d.count()); }
  constexpr Instant operator-(Millis d) const { return from_millis(millis_ - d.count()); }
  constexpr Millis operator-(Instant other) const { return Millis(millis_ - other.millis_); }
  friend constexpr auto operator<=>(Instant, Instant) = default;

 private:
  std::int64_t millis_ = 0;
};

// An IANA zone from the system's tzdata. Immutable, safe from any thread; copying is a pointer.
class TimeZone {
 public:
  static TimeZone utc();
  static Result<TimeZone> named(std::string_view name);

  const std::string& name() const;
  Date date_of(Instant instant) const;
  // The first instant of `date` there.
  Instant start_of(Date date) const;
  // What clocks there show, since midnight.
  Millis time_of(Instant instant) const;
  // When clocks there show `time` on `date`: the first time where it happens twice, and where it is skipped
  // the end of the gap.
  Instant at(Date date, Millis time) const;

 private:
  struct Zone;
  explicit TimeZone(const Zone* zone) : zone_(zone) {}
  std::int64_t local_millis(Instant instant) const;
  const Zone* zone_;
};

}  // namespace crosswalk
