#include "base/date.h"

#include <doctest/doctest.h>

using namespace crosswalk;

TEST_CASE("dates and instants are read strictly") {
  CHECK(Date::parse("2026-02-28").value().text() == "2026-02-28");
  CHECK_FALSE(Date::parse("2026-02-29").ok());
  CHECK_FALSE(Date::parse("2026-2-28").ok());
  CHECK_FALSE(Date::parse("2026-02-28T00:00:00Z").ok());
  CHECK(Instant::parse("2026-01-31T10:30:15Z").value().text() == "2026-01-31T10:30:15.000Z");
  CHECK(Instant::parse("2026-01-31T10:30:15.703Z").value().text() == "2026-01-31T10:30:15.703Z");
  CHECK(Instant::parse("2026-01-31T10:30:15-05:00").value().text_seconds() == "2026-01-31T15:30:15Z");
  CHECK(Instant::parse("2026-01-31T10:30:15.000+0000").value().text_seconds() == "2026-01-31T10:30:15Z");
  CHECK_FALSE(Instant::parse("2026-01-31T10:30:15").ok());
  CHECK_FALSE(Instant::parse("2026-01-31T25:30:15Z").ok());
}

TEST_CASE("the books' time zone decides the day") {
  const auto zone = TimeZone::named("America/New_York").value();
  const auto late = Instant::parse("2026-02-01T04:59:59Z").value();
  CHECK(zone.date_of(late).text() == "2026-01-31");
  CHECK(TimeZone::utc().date_of(late).text() == "2026-02-01");
  CHECK(zone.date_of(Instant::parse("2026-07-01T03:59:59Z").value()).text() == "2026-06-30");
  CHECK(zone.start_of(Date::parse("2026-07-01").value()).text_seconds() == "2026-07-01T04:00:00Z");
  CHECK(TimeZone::utc().date_of(Instant::from_millis(-1)).text() == "1969-12-31");
  CHECK_FALSE(TimeZone::named("Mars/Olympus").ok());
}

TEST_CASE("a time of day is found also on the days when clocks change") {
  const auto zone = TimeZone::named("America/New_York").value();
  const auto when = [&](const char* day, int minutes) {
    return zone.at(Date::parse(day).value(), Millis(minutes * 60'000)).text_seconds();
  };
  CHECK(when("2026-02-10", 6 * 60) == "2026-02-10T11:00:00Z");
  CHECK(when("2026-07-10", 6 * 60) == "2026-07-10T10:00:00Z");
  CHECK(when("2026-03-08", 2 * 60 + 30) == "2026-03-08T07:00:00Z");  // skipped: the end of the gap
  CHECK(when("2026-11-01", 1 * 60 + 30) == "2026-11-01T05:30:00Z");  // twice: the first
  CHECK(zone.time_of(Instant::parse("2026-11-01T06:30:00Z").value()) == Millis(90 * 60'000));
  CHECK(zone.time_of(Instant::parse("2026-03-08T07:00:00Z").value()) == Millis(3 * 3'600'000));
  CHECK(TimeZone::utc().time_of(Instant::from_millis(-1)) == Millis(86'399'999));
}
