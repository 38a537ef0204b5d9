#include "app/since.h"

#include <charconv>

namespace crosswalk::app {
namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr int most_count = 100'000;  // of hours, days or weeks

Error not_understood(std::string_view text) {
  return fail(ErrorKind::config,
              "\"" + std::string(text.substr(0, 40)) +
                  "\" does not say since when; write 30d, 12h, 4w, or a day like 2026-01-31");
}

}  // namespace

Result<Instant> since(std::string_view text, const Clock& clock, const TimeZone& books) {
  if (const auto date = Date::parse(text)) return books.start_of(*date);
  if (const auto instant = Instant::parse(text)) return *instant;
  int count = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
  const std::string_view unit = text.substr(static_cast<std::size_t>(read.ptr - text.data()));
  if (read.ec != std::errc() || count <= 0 || count > most_count) return not_understood(text);
  if (unit == "h") return clock.now() - Millis(count * hour);
  if (unit == "d") return clock.now() - Millis(count * 24 * hour);
  if (unit == "w") return clock.now() - Millis(count * 7 * 24 * hour);
  return not_understood(text);
}

std::string ago(Millis age) {
  const auto say = [](std::int64_t count, const char* unit) {
    return std::to_string(count) + " " + unit + (count == 1 ? "" : "s") + " ago";
  };
  const std::int64_t millis = age.count();
  if (millis < 60'000) return "just now";
  if (millis < hour) return say(millis / 60'000, "minute");
  if (millis < 48 * hour) return say(millis / hour, "hour");
  return say(millis / (24 * hour), "day");
}

}  // namespace crosswalk::app
