// When something is due: intervals, times of the day in the books' zone, weekdays, blackouts, and the days
// when the clocks change.
#include "flow/cadence.h"

#include <doctest/doctest.h>

#include "flow/timetable.h"

using namespace crosswalk;
using namespace crosswalk::flow;

namespace {

constexpr Millis minute{60'000};
constexpr Millis hour{3'600'000};

Instant at(const char* text) {
  return Instant::parse(text).value();
}

Schedule new_york() {
  Schedule schedule = usual_schedule();
  schedule.zone = TimeZone::named("America/New_York").value();
  return schedule;
}

std::string due(const Cadence& cadence, const char* last, const char* now,
                const Schedule& schedule = new_york()) {
  return next_due(cadence, schedule, last == nullptr ? std::nullopt : std::optional(at(last)), at(now))
      .text_seconds();
}

const Cadence every_hour{hour, {}, every_weekday};
const Cadence at_six{Millis(0), {6 * hour}, every_weekday};

}  // namespace

TEST_CASE("an interval counts from the last time; what was never done is due at once") {
  CHECK(due(every_hour, nullptr, "2026-02-10T12:00:00Z") == "2026-02-10T12:00:00Z");
  CHECK(due(every_hour, "2026-02-10T11:30:00Z", "2026-02-10T12:00:00Z") == "2026-02-10T12:30:00Z");
  CHECK(due(every_hour, "2026-02-09T11:30:00Z", "2026-02-10T12:00:00Z") == "2026-02-10T12:00:00Z");
  // A clock that was set back must not make it wait for years.
  CHECK(due(every_hour, "2027-01-01T00:00:00Z", "2026-02-10T12:00:00Z") == "2026-02-10T13:00:00Z");
}

TEST_CASE("a time of the day is the books', once a day, and is made up for when it was missed") {
  CHECK(due(at_six, nullptr, "2026-02-10T12:00:00Z") == "2026-02-10T12:00:00Z");
  CHECK(due(at_six, "2026-02-10T10:59:59Z", "2026-02-10T10:59:59Z") == "2026-02-10T11:00:00Z");
  CHECK(due(at_six, "2026-02-10T11:00:00Z", "2026-02-10T11:00:01Z") == "2026-02-11T11:00:00Z");
  CHECK(due(at_six, "2026-02-08T11:00:00Z", "2026-02-10T10:00:00Z") == "2026-02-10T10:00:00Z");
  const Cadence twice{Millis(0), {6 * hour, 18 * hour}, every_weekday};
  CHECK(due(twice, "2026-02-10T11:00:00Z", "2026-02-10T12:00:00Z") == "2026-02-10T23:00:00Z");
}

TEST_CASE("times hold when the clocks change") {
  // 8 March 2026: 02:00 becomes 03:00. 1 November 2026: 02:00 becomes 01:00.
  CHECK(due(at_six, "2026-03-07T11:00:00Z", "2026-03-07T12:00:00Z") == "2026-03-08T10:00:00Z");
  CHECK(due(at_six, "2026-10-31T10:00:00Z", "2026-10-31T12:00:00Z") == "2026-11-01T11:00:00Z");
  const Cadence half_past_two{Millis(0), {2 * hour + 30 * minute}, every_weekday};
  CHECK(due(half_past_two, "2026-03-07T07:30:00Z", "2026-03-08T00:00:00Z") == "2026-03-08T07:00:00Z");
  CHECK(due(half_past_two, "2026-03-08T07:00:00Z", "2026-03-08T08:00:00Z") == "2026-03-09T06:30:00Z");
  const Cadence half_past_one{Millis(0), {hour + 30 * minute}, every_weekday};
  CHECK(due(half_past_one, "2026-11-01T05:30:00Z", "2026-11-01T05:31:00Z") == "2026-11-02T06:30:00Z");
}

TEST_CASE("weekdays put off times and intervals") {
  const Cadence workdays{Millis(0), {6 * hour}, 0x1F};
  // 2026-02-13 is a Friday.
  CHECK(due(workdays, "2026-02-13T11:00:00Z", "2026-02-13T12:00:00Z") == "2026-02-16T11:00:00Z");
  const Cadence hourly{hour, {}, 0x1F};
  CHECK(due(hourly, "2026-02-14T04:30:00Z", "2026-02-14T04:45:00Z") == "2026-02-16T05:00:00Z");
  const Cadence sundays{Millis(0), {6 * hour}, 0x40};
  CHECK(due(sundays, "2026-02-15T11:00:00Z", "2026-02-15T11:00:01Z") == "2026-02-22T11:00:00Z");
}

TEST_CASE("the end of a period is the first of the next month, and is made up for when it was missed") {
  Cadence monthly{Millis(0), {6 * hour}, every_weekday};
  monthly.day_of_month = 1;
  CHECK(due(monthly, "2026-01-01T11:00:00Z", "2026-01-01T11:00:01Z") == "2026-02-01T11:00:00Z");
  CHECK(due(monthly, "2026-02-10T12:00:00Z", "2026-02-10T12:00:00Z") == "2026-03-01T11:00:00Z");
  CHECK(due(monthly, "2026-02-10T12:00:00Z", "2026-03-05T12:00:00Z") == "2026-03-05T12:00:00Z");
}

TEST_CASE("nothing is due in a blackout, and what was is due at its end") {
  Schedule schedule = new_york();
  schedule.blackouts = {{22 * hour, 6 * hour}};
  const Cadence often{5 * minute, {}, every_weekday};
  CHECK(due(often, "2026-02-10T02:58:00Z", "2026-02-10T02:59:00Z", schedule) == "2026-02-10T11:00:00Z");
  CHECK(due(often, "2026-02-10T02:00:00Z", "2026-02-10T08:00:00Z", schedule) == "2026-02-10T11:00:00Z");
  CHECK(due(often, "2026-02-10T10:59:00Z", "2026-02-10T11:00:00Z", schedule) == "2026-02-10T11:04:00Z");
  // The blackout's end is 06:00 also on the day that has 23 hours.
  CHECK(due(often, "2026-03-08T03:30:00Z", "2026-03-08T04:00:00Z", schedule) == "2026-03-08T10:00:00Z");
  schedule.blackouts = {{12 * hour, 13 * hour}, {13 * hour, 14 * hour}};
  CHECK(due(often, nullptr, "2026-02-10T17:10:00Z", schedule) == "2026-02-10T19:00:00Z");
}

TEST_CASE("a stream goes by the cadence of its kind") {
  const Schedule schedule = new_york();
  CHECK(cadence_of(schedule, "orders/SellerFulfilled").every == 5 * minute);
  CHECK(cadence_of(schedule, "settlements").at == std::vector<Millis>{6 * hour});
  CHECK(cadence_of(schedule, "something/new").every == 5 * minute);
  CHECK(cadence_of(Schedule{}, "returns/seller").every == hour);
}

TEST_CASE("the timetable survives a restart, tries again what failed, and hurries once") {
  const auto store = store::open_store("sqlite::memory:").value();
  const std::vector<std::string> names = {"orders/a", "returns/a", "settlements"};
  const Instant start = at("2026-02-10T12:00:00Z");
  {
    Timetable table("us", new_york(), *store);
    CHECK(table.due(names, start).value() == names);
    for (const auto& name : names) REQUIRE(table.done(name, start).ok());
  }
  Timetable table("us", new_york(), *store);
  CHECK(table.due(names, start).value().empty());
  CHECK(table.next(names, start).value() == start + 5 * minute);
  CHECK(table.due(names, start + hour).value() == std::vector<std::string>{"orders/a", "returns/a"});
  Timetable other("ca", new_york(), *store);
  CHECK(other.due(names, start).value() == names);
  // A daily reading that failed is not left until tomorrow.
  table.failed("settlements", start);
  CHECK(table.due({"settlements"}, start).value().empty());
  CHECK(table.next({"settlements"}, start).value() == start + 5 * minute);
  REQUIRE(table.done("settlements", start + 5 * minute).ok());
  CHECK(table.next({"settlements"}, start + hour).value() == at("2026-02-11T11:00:00Z"));
  table.hurry("settlements");
  CHECK(table.due({"settlements"}, start + hour).value().size() == 1);
  REQUIRE(table.done("settlements", start + hour).ok());
  CHECK(table.due({"settlements"}, start + hour).value().empty());
}

TEST_CASE("posting keeps to its calendar from the start, and is due until it is done") {
  const auto store = store::open_store("sqlite::memory:").value();
  const Instant start = at("2026-02-10T12:00:00Z");
  Schedule schedule = new_york();
  CHECK_FALSE(next_posting("us", schedule, *store, start).value().has_value());
  schedule.post = at_six;
  Timetable table("us", schedule, *store);
  CHECK(table.due({posting}, start).value().empty());
  const Instant next = at("2026-02-11T11:00:00Z");
  CHECK(next_posting("us", schedule, *store, start).value() == next);
  CHECK(table.due({posting}, next + hour).value().size() == 1);
  CHECK(table.due({posting}, next + 2 * hour).value().size() == 1);
  REQUIRE(table.done(posting, next + 2 * hour).ok());
  CHECK(table.due({posting}, next + 3 * hour).value().empty());
}

TEST_CASE("the calendar says since when it lets documents leave, whoever asks first") {
  const auto store = store::open_store("sqlite::memory:").value();
  const Instant start = at("2026-02-10T12:00:00Z");
  Schedule schedule = new_york();
  const auto since = [&](const char* now) {
    const auto found = Timetable("us", schedule, *store).posting_since(at(now)).value();
    return found ? found->text_seconds() : std::string("closed");
  };
  CHECK(since("2026-02-10T12:00:00Z") == "closed");  // it has none
  schedule.post = Cadence{Millis(0), {6 * hour, 18 * hour}, every_weekday};
  CHECK(since("2026-02-10T12:00:00Z") == "closed");
  CHECK(since("2026-02-10T22:59:59Z") == "closed");
  CHECK(since("2026-02-10T23:00:00Z") == "2026-02-10T23:00:00Z");
  CHECK(since("2026-02-11T04:00:00Z") == "2026-02-10T23:00:00Z");
  // One that did not end before the next counts as that one.
  CHECK(since("2026-02-11T11:30:00Z") == "2026-02-11T11:00:00Z");
  REQUIRE(Timetable("us", schedule, *store).done(posting, start).ok());
  schedule.post = every_hour;
  CHECK(since("2026-02-10T12:59:59Z") == "closed");
  CHECK(since("2026-02-10T15:20:00Z") == "2026-02-10T15:00:00Z");
}

TEST_CASE("the overlap sweep begins a day after the first reading, and can be switched off") {
  const auto store = store::open_store("sqlite::memory:").value();
  const Instant start = at("2026-02-10T12:00:00Z");
  Timetable table("us", new_york(), *store);
  CHECK(table.due({overlap_sweep}, start).value().empty());
  CHECK(table.next({overlap_sweep}, start).value() == at("2026-02-11T08:30:00Z"));
  CHECK(table.due({overlap_sweep}, at("2026-02-11T08:30:00Z")).value().size() == 1);
  Schedule without = new_york();
  without.overlap.reset();
  Timetable off("ca", without, *store);
  CHECK(off.due({overlap_sweep}, at("2026-03-11T08:30:00Z")).value().empty());
}
