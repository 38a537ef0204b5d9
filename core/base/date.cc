#include "base/date.h"

#include <date/date.h>
#include <date/tz.h>

#include <charconv>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>

namespace crosswalk {
namespace {

date::year_month_day split(std::int32_t days) {
  return date::year_month_day(date::sys_days(date::days(days)));
}

// Exactly `count` digits at `at`, or −1.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

Error bad_instant(std::string_view text) {
  return fail(ErrorKind::invalid, "\"" + std::string(text.substr(0, 40)) +
                                      "\" is not a time; expected is 2026-01-31T10:30:15Z, with a zone");
}

std::string pad(int value, int width) {
  std::string digits_text = std::to_string(value);
  return digits_text.size() >= static_cast<std::size_t>(width)
             ? digits_text
             : std::string(static_cast<std::size_t>(width) - digits_text.size(), '0') + digits_text;
}

constexpr std::int64_t day_millis = 86'400'000;

std::string clock_text(std::int64_t millis, bool with_millis) {
  std::int64_t days = millis / day_millis;
  std::int64_t rest = millis % day_millis;
  if (rest < 0) {
    rest += day_millis;
    --days;
  }
  std::string out = Date::from_days(static_cast<std::int32_t>(days)).text();
  out += 'T' + pad(static_cast<int>(rest / 3'600'000), 2) + ':' +
         pad(static_cast<int>(rest / 60'000 % 60), 2) + ':' + pad(static_cast<int>(rest / 1000 % 60), 2);
  if (with_millis) out += '.' + pad(static_cast<int>(rest % 1000), 3);
  return out + 'Z';
}

}  // namespace

Result<Date> Date::of(int year, unsigned month, unsigned day) {
  const date::year_month_day ymd{date::year(year), date::month(month), date::day(day)};
  if (!ymd.ok()) return fail(ErrorKind::invalid, "there is no such day in the calendar");
  return from_days(static_cast<std::int32_t>(date::sys_days(ymd).time_since_epoch().count()));
}

Result<Date> Date::parse(std::string_view text) {
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  if (text.size() == 10 && text[4] == '-' && text[7] == '-' && year >= 0 && month >= 0 && day >= 0) {
    auto date = of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    if (date) return date;
  }
  return fail(ErrorKind::invalid,
              "\"" + std::string(text.substr(0, 40)) + "\" is not a date; expected is 2026-01-31");
}

int Date::year() const {
  return static_cast<int>(split(days_).year());
}
unsigned Date::month() const {
  return static_cast<unsigned>(split(days_).month());
}
unsigned Date::day() const {
  return static_cast<unsigned>(split(days_).day());
}

std::string Date::text() const {
  const auto ymd = split(days_);
  const int y = static_cast<int>(ymd.year());
  const unsigned m = static_cast<unsigned>(ymd.month());
  const unsigned d = static_cast<unsigned>(ymd.day());
  std::string out = y >= 0 && y <= 9999 ? std::string("0000-00-00") : pad(y, 4) + "-00-00";
  char* end = out.data() + out.size();
  const auto put = [end](std::ptrdiff_t back, unsigned value) {
    end[-back] = static_cast<char>('0' + value / 10);
    end[1 - back] = static_cast<char>('0' + value % 10);
  };
  put(2, d);
  put(5, m);
  if (y >= 0 && y <= 9999) {
    put(8, static_cast<unsigned>(y) % 100);
    put(10, static_cast<unsigned>(y) / 100);
  }
  return out;
}

Result<Instant> Instant::parse(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' || text[16] != ':')
    return bad_instant(text);
  const auto date = Date::parse(text.substr(0, 10));
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = digits(text, 17, 2);
  if (!date || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return bad_instant(text);
  std::int64_t millis = (std::int64_t{date->days()} * 86'400 + hour * 3600 + minute * 60 + second) * 1000;
  std::size_t at = 19;
  if (text[at] == '.') {
    int unit = 100;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      millis += std::int64_t{text[at] - '0'} * unit;
      unit /= 10;
    }
  }
  const std::string_view zone = text.substr(at);
  if (zone == "Z") return from_millis(millis);
  if (zone.size() < 5 || (zone[0] != '+' && zone[0] != '-')) return bad_instant(text);
  const bool colon = zone.size() == 6 && zone[3] == ':';
  const int hours = digits(zone, 1, 2);
  const int minutes = digits(zone, colon ? 4 : 3, 2);
  if ((!colon && zone.size() != 5) || hours < 0 || minutes < 0) return bad_instant(text);
  const std::int64_t offset = (std::int64_t{hours} * 60 + minutes) * 60'000;
  return from_millis(zone[0] == '+' ? millis - offset : millis + offset);
}

std::string Instant::text() const {
  return clock_text(millis_, true);
}

std::string Instant::text_seconds() const {
  return clock_text(millis_, false);
}

struct TimeZone::Zone {
  std::string name;
  const date::time_zone* zone = nullptr;  // null: UTC, which needs no tzdata
};

TimeZone TimeZone::utc() {
  static const Zone zone{"UTC", nullptr};
  return TimeZone(&zone);
}

Result<TimeZone> TimeZone::named(std::string_view name) {
  if (name == "UTC") return utc();
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<Zone>, std::less<>> zones;
  const std::lock_guard lock(mutex);
  auto found = zones.find(name);
  if (found == zones.end()) {
    const date::time_zone* zone = nullptr;
    try {
      zone = date::locate_zone(std::string(name));
    } catch (const std::exception&) {
      return fail(ErrorKind::config, "\"" + std::string(name) +
                                         "\" is not a time zone; use an IANA name such as America/New_York");
    }
    auto made = std::make_unique<Zone>();
    made->name = std::string(name);
    made->zone = zone;
    found = zones.emplace(std::string(name), std::move(made)).first;
  }
  return TimeZone(found->second.get());
}

const std::string& TimeZone::name() const {
  return zone_->name;
}

std::int64_t TimeZone::local_millis(Instant instant) const {
  if (zone_->zone == nullptr) return instant.millis();
  const auto point = date::sys_time<Millis>(Millis(instant.millis()));
  return instant.millis() + std::chrono::duration_cast<Millis>(
                                zone_->zone->get_info(date::floor<std::chrono::seconds>(point)).offset)
                                .count();
}

Date TimeZone::date_of(Instant instant) const {
  const std::int64_t millis = local_millis(instant);
  const std::int64_t days = millis >= 0 ? millis / day_millis : -((-millis + day_millis - 1) / day_millis);
  return Date::from_days(static_cast<std::int32_t>(days));
}

Millis TimeZone::time_of(Instant instant) const {
  const std::int64_t rest = local_millis(instant) % day_millis;
  return Millis(rest < 0 ? rest + day_millis : rest);
}

Instant TimeZone::start_of(Date date) const {
  return at(date, Millis(0));
}

Instant TimeZone::at(Date date, Millis time) const {
  const std::int64_t local = std::int64_t{date.days()} * day_millis + time.count();
  if (zone_->zone == nullptr) return Instant::from_millis(local);
  const date::local_time<Millis> shown{Millis(local)};
  // `earliest`: what happens twice counts the first time, and what is skipped is the moment after the gap.
  const auto point = zone_->zone->to_sys(shown, date::choose::earliest);
  return Instant::from_millis(std::chrono::duration_cast<Millis>(point.time_since_epoch()).count());
}

}  // namespace crosswalk
