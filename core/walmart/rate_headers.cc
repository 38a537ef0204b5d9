#include "walmart/rate_headers.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "wire/caller.h"

namespace crosswalk::walmart {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && std::isfinite(value) && value >= 0 && value < 1e15 ? std::optional(value) : std::nullopt;
}

// ISO → a date; a number ≥ 1e12 → epoch milliseconds; ≥ 1e9 → epoch seconds; else seconds from now.
std::optional<Instant> time_in(std::string_view text, Instant now) {
  if (const auto number = number_in(text)) {
    if (*number >= 1e12) return Instant::from_millis(static_cast<std::int64_t>(*number));
    const auto millis = static_cast<std::int64_t>(*number * 1000);
    return *number >= 1e9 ? Instant::from_millis(millis) : now + Millis(millis);
  }
  const auto instant = Instant::parse(text);
  return instant ? std::optional(*instant) : std::nullopt;
}

}  // namespace

RateHeaders read_rate_headers(const wire::Headers& headers, Instant now) {
  RateHeaders found;
  if (const auto value = wire::header(headers, "X-Current-Token-Count"))
    found.remaining = number_in(trimmed(*value));
  found.next = wire::retry_after(headers, now);
  for (const char* name : {"X-Next-Replenishment-Time", "X-Next-Replenish-Time"})
    if (const auto value = wire::header(headers, name))
      if (const auto time = time_in(trimmed(*value), now))
        found.next = std::max(*time, found.next.value_or(*time));
  return found;
}

}  // namespace crosswalk::walmart
