#include "base/decimal.h"

#include <array>
#include <limits>

namespace crosswalk {
namespace {

__extension__ typedef __int128 Wide;  // NOLINT(modernize-use-using): -Wpedantic accepts only this spelling

constexpr std::int64_t max_units = std::numeric_limits<std::int64_t>::max();
constexpr std::array<std::int64_t, 7> powers = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};

Error out_of_range() {
  return fail(ErrorKind::invalid, "the number is too large; amounts may have 12 digits before the point");
}

Result<Decimal> narrow(Wide units) {
  if (units > max_units || units < -Wide{max_units}) return out_of_range();
  return Decimal::from_units(static_cast<std::int64_t>(units));
}

Wide divide_half_away(Wide numerator, Wide denominator) {
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const bool negative = numerator < 0;
  const Wide size = negative ? -numerator : numerator;
  const Wide quotient = (size + denominator / 2) / denominator;
  return negative ? -quotient : quotient;
}

Error not_a_number(std::string_view text) {
  std::string shown(text.substr(0, 40));
  return fail(ErrorKind::invalid, "\"" + shown + "\" is not a decimal number");
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Digits with an optional fraction, then an optional exponent when `allow_exponent`.
Result<Decimal> read(std::string_view text, bool allow_exponent) {
  std::size_t at = 0;
  bool negative = false;
  if (at < text.size() && text[at] == '-') {
    negative = true;
    ++at;
  }
  Wide mantissa = 0;
  int digits = 0;
  int fraction = 0;
  bool point = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.') {
      if (point || digits == 0 || at + 1 == text.size() || !is_digit(text[at + 1])) return not_a_number(text);
      point = true;
      continue;
    }
    if (!is_digit(c)) break;
    if (digits >= 30) return out_of_range();
    mantissa = mantissa * 10 + (c - '0');
    if (mantissa != 0 || digits == 0) ++digits;
    if (point) ++fraction;
    if (fraction > 60) return not_a_number(text);
  }
  if (digits == 0) return not_a_number(text);
  int exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    if (!allow_exponent)
      return fail(ErrorKind::invalid,
                  "\"" + std::string(text.substr(0, 40)) +
                      "\" is in scientific notation, which loses digits; export it as plain text");
    ++at;
    bool down = false;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) down = text[at++] == '-';
    if (at == text.size()) return not_a_number(text);
    for (; at < text.size() && is_digit(text[at]); ++at) {
      exponent = exponent * 10 + (text[at] - '0');
      if (exponent > 60) return out_of_range();
    }
    if (down) exponent = -exponent;
  }
  if (at != text.size()) return not_a_number(text);
  int shift = Decimal::places - fraction + exponent;
  while (shift > 0 && mantissa != 0) {
    mantissa *= 10;
    --shift;
    if (mantissa > Wide{max_units}) return out_of_range();
  }
  while (shift < 0) {
    if (mantissa % 10 != 0)
      return fail(ErrorKind::invalid,
                  "\"" + std::string(text.substr(0, 40)) + "\" has more than 6 fractional digits");
    mantissa /= 10;
    ++shift;
  }
  return narrow(negative ? -mantissa : mantissa);
}

}  // namespace

Result<Decimal> Decimal::parse(std::string_view text) {
  return read(text, false);
}

Result<Decimal> Decimal::parse_json(std::string_view token) {
  return read(token, true);
}

std::string_view Decimal::text_in(Digits& digits, int min_places) const {
  char* end = digits.data() + digits.size();
  char* at = end;
  std::uint64_t size = units_ < 0 ? static_cast<std::uint64_t>(-units_) : static_cast<std::uint64_t>(units_);
  std::uint64_t fraction = size % one;
  std::uint64_t integer = size / one;
  int shown = places;
  while (shown > min_places && fraction % 10 == 0) {
    fraction /= 10;
    --shown;
  }
  for (int i = 0; i < shown; ++i) {
    *--at = static_cast<char>('0' + fraction % 10);
    fraction /= 10;
  }
  if (shown > 0) *--at = '.';
  do {
    *--at = static_cast<char>('0' + integer % 10);
    integer /= 10;
  } while (integer != 0);
  if (units_ < 0) *--at = '-';
  return {at, static_cast<std::size_t>(end - at)};
}

Result<Decimal> add(Decimal a, Decimal b) {
  return narrow(Wide{a.units()} + b.units());
}

Result<Decimal> subtract(Decimal a, Decimal b) {
  return narrow(Wide{a.units()} - b.units());
}

Result<Decimal> multiply(Decimal a, Decimal b, int places) {
  const Wide step = powers.at(static_cast<std::size_t>(Decimal::places - places));
  return narrow(divide_half_away(Wide{a.units()} * b.units(), Wide{Decimal::one} * step) * step);
}

Result<Decimal> scale(Decimal a, std::int64_t numerator, std::int64_t denominator, int places) {
  if (denominator == 0) return fail(ErrorKind::invalid, "an amount cannot be divided by zero");
  const Wide step = powers.at(static_cast<std::size_t>(Decimal::places - places));
  return narrow(divide_half_away(Wide{a.units()} * numerator, Wide{denominator} * step) * step);
}

Decimal round(Decimal a, int places) {
  const std::int64_t step = powers.at(static_cast<std::size_t>(Decimal::places - places));
  return Decimal::from_units(static_cast<std::int64_t>(divide_half_away(a.units(), step)) * step);
}

}  // namespace crosswalk
