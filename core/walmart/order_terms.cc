#include "walmart/order_terms.h"

#include <charconv>

#include "base/decimal.h"

namespace crosswalk::walmart {

Result<Instant> time_in(std::string_view text) {
  constexpr std::int64_t first = 946'684'800'000;
  constexpr std::int64_t last = 4'102'444'800'000;
  std::int64_t millis = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), millis);
  if (error != std::errc{} || end != text.data() + text.size()) {
    auto instant = Instant::parse(text);
    if (!instant) return instant;
    millis = instant->millis();
  }
  if (millis < first || millis >= last) return fail(ErrorKind::invalid, "the time is not in this century");
  return Instant::from_millis(millis);
}

Result<std::uint32_t> units_in(std::string_view text) {
  const auto value = Decimal::parse(text);
  if (!value) return value.error();
  if (value->is_negative() || value->units() % Decimal::one != 0 || *value > Decimal::whole(1'000'000))
    return fail(ErrorKind::invalid, "a whole number of units is expected");
  return static_cast<std::uint32_t>(value->units() / Decimal::one);
}

Error invalid_order(std::string_view id, const std::string& what, std::string path) {
  return fail(ErrorKind::invalid, "order " + std::string(id) + ": " + what, std::move(path));
}

std::string line_path(std::size_t line, const std::string& rest) {
  return "orderLines.orderLine[" + std::to_string(line) + "]." + rest;
}

std::string charge_path(std::size_t line, std::size_t charge, const char* rest) {
  return line_path(line, "charges.charge[" + std::to_string(charge) + "]." + rest);
}

}  // namespace crosswalk::walmart
