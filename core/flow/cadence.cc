#include "flow/cadence.h"

#include <algorithm>

namespace crosswalk::flow {
namespace {

constexpr int longest_search = 62;  // days: a time on one day of the month is at most 31 away, put off more

// 1970-01-01 was a Thursday.
bool on_weekday(Date date, unsigned weekdays) {
  const std::int32_t monday_first = ((date.days() + 3) % 7 + 7) % 7;
  return (weekdays & (1U << static_cast<unsigned>(monday_first))) != 0;
}

// The first of the cadence's times after `last`.
Instant next_time(const Cadence& cadence, const TimeZone& zone, Instant last) {
  const Date from = zone.date_of(last);
  for (int day = 0; day < longest_search; ++day) {
    const Date date = from.plus_days(day);
    if (!on_weekday(date, cadence.weekdays)) continue;
    if (cadence.day_of_month != 0 && date.day() != cadence.day_of_month) continue;
    for (const Millis time : cadence.at)
      if (const Instant when = zone.at(date, time); when > last) return when;
  }
  return last + Millis(86'400'000);  // no weekday at all: nothing says so, and once a day does no harm
}

// The end of a blackout that `when` lies in, or `when`.
Instant out_of(const Blackout& blackout, const TimeZone& zone, Instant when) {
  const Millis time = zone.time_of(when);
  const bool over_midnight = blackout.to <= blackout.from;
  const bool inside = over_midnight ? time >= blackout.from || time < blackout.to
                                    : time >= blackout.from && time < blackout.to;
  if (!inside) return when;
  const Date today = zone.date_of(when);
  const Instant end =
      zone.at(over_midnight && time >= blackout.from ? today.plus_days(1) : today, blackout.to);
  return std::max(end, when);  // an hour that happens twice may bring the end before it
}

Instant put_off(const Cadence& cadence, const Schedule& schedule, Instant when) {
  for (int step = 0; step < longest_search; ++step) {
    const Instant before = when;
    if (cadence.every.count() > 0)
      for (int day = 0; day < 7 && !on_weekday(schedule.zone.date_of(when), cadence.weekdays); ++day)
        when = schedule.zone.start_of(schedule.zone.date_of(when).plus_days(1));
    for (const auto& blackout : schedule.blackouts) when = out_of(blackout, schedule.zone, when);
    if (when == before) break;
  }
  return when;
}

}  // namespace

Instant next_due(const Cadence& cadence, const Schedule& schedule, std::optional<Instant> last, Instant now) {
  Instant when = now;
  // A last time in the future is a clock that was set back: it counts as now.
  if (last && *last > now) last = now;
  if (last)
    when = cadence.every.count() > 0 ? *last + cadence.every : next_time(cadence, schedule.zone, *last);
  return put_off(cadence, schedule, std::max(when, now));
}

Instant last_due(const Cadence& cadence, const Schedule& schedule, Instant last, Instant now) {
  Instant when = next_due(cadence, schedule, last, last);
  if (cadence.every.count() > 0) return when + (now - when) / cadence.every * cadence.every;
  for (Instant next = when; next <= now; next = next_due(cadence, schedule, next, next)) when = next;
  return when;
}

const Cadence& cadence_of(const Schedule& schedule, std::string_view stream) {
  static const Schedule usual = usual_schedule();
  const std::string kind(stream.substr(0, stream.find('/')));
  for (const Schedule* each : {&schedule, &usual})
    if (const auto found = each->kinds.find(kind); found != each->kinds.end()) return found->second;
  return usual.kinds.at("orders");
}

}  // namespace crosswalk::flow
