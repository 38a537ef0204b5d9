#include "config/schedule_section.h"

#include <algorithm>
#include <array>

#include "config/quantity.h"

namespace crosswalk::config {
namespace {

constexpr Millis shortest_poll{1'000};
constexpr Millis longest_poll{24 * 3'600'000};
constexpr Millis minute{60'000};
constexpr std::array<std::string_view, 7> weekday_names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

constexpr Millis usual_period_end{6 * 3'600'000};

constexpr const char* time_form = "write a time of the day as 06:00, from 00:00 to 23:59";
constexpr const char* weekday_form = "write weekdays as mon-fri or mon,wed,sat-sun";

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

Result<Millis> parse_time(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] - '0'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() == 5 && text[2] == ':' && is_digit(text[0]) && is_digit(text[1]) && is_digit(text[3]) &&
      is_digit(text[4])) {
    const int hour = digit(0) * 10 + digit(1);
    const int minutes = digit(3) * 10 + digit(4);
    if (hour < 24 && minutes < 60) return (hour * 60 + minutes) * minute;
  }
  return fail(ErrorKind::config, time_form);
}

std::size_t weekday_named(std::string_view name) {
  return static_cast<std::size_t>(std::find(weekday_names.begin(), weekday_names.end(), name) -
                                  weekday_names.begin());
}

Result<unsigned> parse_weekdays(std::string_view text) {
  unsigned days = 0;
  for (const auto part : parts_of(text, ',')) {
    const auto dash = part.find('-');
    const std::size_t first = weekday_named(part.substr(0, dash));
    const std::size_t last = dash == std::string_view::npos ? first : weekday_named(part.substr(dash + 1));
    if (first == weekday_names.size() || last == weekday_names.size())
      return fail(ErrorKind::config, weekday_form);
    for (std::size_t day = first;; day = (day + 1) % weekday_names.size()) {
      days |= 1U << day;
      if (day == last) break;
    }
  }
  return days;
}

Result<Blackout> parse_blackout(std::string_view text) {
  const auto dash = text.find('-');
  const auto from = parse_time(text.substr(0, dash));
  const auto to = parse_time(dash == std::string_view::npos ? std::string_view() : text.substr(dash + 1));
  if (from && to && *from != *to) return Blackout{*from, *to};
  return fail(ErrorKind::config, "write from when to when nothing is read, such as 22:00-06:00");
}

Result<std::optional<Cadence>> parse_overlap(std::string_view text) {
  if (text == "off") return std::optional<Cadence>();
  auto cadence = parse_cadence(text);
  if (!cadence) return cadence.error();
  if (cadence->every.count() > 0)
    return fail(ErrorKind::config, "write a time of the day, such as daily 03:30, or off");
  return std::optional(std::move(*cadence));
}

}  // namespace

Result<Cadence> parse_cadence(std::string_view text) {
  Cadence cadence;
  constexpr std::string_view weekdays = " weekdays ";
  if (const auto at = text.find(weekdays); at != std::string_view::npos) {
    const auto days = parse_weekdays(text.substr(at + weekdays.size()));
    if (!days) return days.error();
    cadence.weekdays = *days;
    text = text.substr(0, at);
  }
  constexpr std::string_view daily = "daily ";
  if (!text.starts_with(daily)) {
    const auto every = parse_duration(text, shortest_poll, longest_poll);
    if (!every) return every.error();
    cadence.every = *every;
    return cadence;
  }
  for (const auto part : parts_of(text.substr(daily.size()), ',')) {
    const auto time = parse_time(part);
    if (!time) return time.error();
    cadence.at.push_back(*time);
  }
  std::sort(cadence.at.begin(), cadence.at.end());
  return cadence;
}

Result<std::optional<Cadence>> parse_posting(std::string_view text) {
  if (text == "continuous") return std::optional<Cadence>();
  constexpr std::string_view period_end = "period_end";
  if (!text.starts_with(period_end)) {
    auto cadence = parse_cadence(text);
    if (!cadence) return cadence.error();
    return std::optional(std::move(*cadence));
  }
  Cadence monthly;
  monthly.day_of_month = 1;
  monthly.at = {usual_period_end};
  if (text != period_end) {
    const auto time = parse_time(text.substr(std::min(text.size(), period_end.size() + 1)));
    if (!time) return time.error();
    monthly.at = {*time};
  }
  return std::optional(std::move(monthly));
}

Schedule read_schedule(const Section& pair, const TimeZone& zone) {
  Schedule schedule = usual_schedule();
  schedule.zone = zone;
  const Section poll = pair.section("poll", {"orders", "returns", "settlements", "statement", "stock",
                                             "prices", "changes", "overlap", "blackout", "post"});
  for (auto& [kind, cadence] : schedule.kinds) cadence = poll.optional(kind, cadence, parse_cadence).value;
  schedule.overlap = poll.optional("overlap", schedule.overlap, parse_overlap).value;
  schedule.post = poll.optional("post", schedule.post, parse_posting).value;
  for (const auto& text : poll.texts("blackout")) {
    const auto blackout = parse_blackout(text);
    if (blackout)
      schedule.blackouts.push_back(*blackout);
    else
      poll.refuse("blackout", blackout.error().message);
  }
  return schedule;
}

}  // namespace crosswalk::config
