#include "simulator/world_calendar.h"

#include <algorithm>

namespace crosswalk::simulator {

Date walmart_day(Instant at) {
  static const TimeZone pacific = TimeZone::named("America/Los_Angeles").value();
  return pacific.date_of(at);
}

Date posting_day(const SettlementTerms& terms, Instant event) {
  return walmart_day(event).plus_days(terms.posted_after);
}

int period_of(const SettlementTerms& terms, Date day) {
  const int days = day.days() - terms.first_day.days();
  return days < 0 ? -1 : days / terms.days;
}

Settlement period(const SettlementTerms& terms, int index) {
  Settlement made;
  made.index = index;
  made.start = terms.first_day.plus_days(index * terms.days);
  made.end = made.start.plus_days(terms.days - 1);
  made.report_date = made.end.plus_days(terms.report_after);
  made.deposit_date = made.end.plus_days(terms.deposit_after);
  return made;
}

int closed_periods(const SettlementTerms& terms, Instant now) {
  return std::max(0, period_of(terms, walmart_day(now)));
}

}  // namespace crosswalk::simulator
