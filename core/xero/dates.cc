#include "xero/dates.h"

#include <charconv>

namespace crosswalk::xero {

Result<Instant> parse_instant(std::string_view text) {
  const auto refused = [text] {
    return fail(ErrorKind::outside,
                "\"" + std::string(text.substr(0, 40)) + "\" is not a date as Xero writes them");
  };
  if (!text.starts_with("/Date(") || !text.ends_with(")/")) return refused();
  const std::string_view inner = text.substr(6, text.size() - 8);
  std::int64_t millis = 0;
  const auto [end, error] = std::from_chars(inner.data(), inner.data() + inner.size(), millis);
  if (error != std::errc{}) return refused();
  const std::string_view offset = inner.substr(static_cast<std::size_t>(end - inner.data()));
  if (!offset.empty() && (offset.size() != 5 || (offset.front() != '+' && offset.front() != '-')))
    return refused();
  return Instant::from_millis(millis);
}

Result<Date> parse_date(std::string_view text) {
  const auto instant = parse_instant(text);
  if (!instant) return instant.error();
  return TimeZone::utc().date_of(*instant);
}

std::string seconds_text(Instant when) {
  return when.text().substr(0, 19);
}

}  // namespace crosswalk::xero
