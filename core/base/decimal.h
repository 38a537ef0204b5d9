// Decimal: an exact number with six fractional digits, for amounts and quantities. Never a double.
// Range: ±9,223,372,036,854.775807. Whatever leaves the range, or has more digits than fit, is an error.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk {

class Decimal {
 public:
  static constexpr int places = 6;
  static constexpr std::int64_t one = 1'000'000;

  constexpr Decimal() = default;
  // `units` are millionths.
  static constexpr Decimal from_units(std::int64_t units) {
    Decimal value;
    value.units_ = units;
    return value;
  }
  static constexpr Decimal whole(std::int32_t value) { return from_units(std::int64_t{value} * one); }

  // Plain notation only: "-12.34", "7", ".5" is refused. An exponent is refused with a sentence of its own,
  // because spreadsheets put one into exported reports and lose digits by it.
  static Result<Decimal> parse(std::string_view text);
  // A JSON number's own text; an exponent is allowed there if the value is exact.
  static Result<Decimal> parse_json(std::string_view token);

  constexpr std::int64_t units() const { return units_; }
  constexpr bool is_zero() const { return units_ == 0; }
  constexpr bool is_negative() const { return units_ < 0; }
  constexpr Decimal negated() const { return from_units(-units_); }
  constexpr Decimal magnitude() const { return from_units(units_ < 0 ? -units_ : units_); }

  // At least `min_places` fractional digits, no exponent, no trailing zeros past them: "24.99", "7",
  // "0.0001".
  std::string text(int min_places = 0) const {
    Digits digits;
    return std::string(text_in(digits, min_places));
  }
  using Digits = std::array<char, 32>;
  // The same inside `digits`, where the view points to.
  std::string_view text_in(Digits& digits, int min_places = 0) const;

  friend constexpr auto operator<=>(Decimal, Decimal) = default;

 private:
  std::int64_t units_ = 0;
};

Result<Decimal> add(Decimal a, Decimal b);
Result<Decimal> subtract(Decimal a, Decimal b);
// a × b, rounded half away from zero to `places` fractional digits (0..6).
Result<Decimal> multiply(Decimal a, Decimal b, int places = Decimal::places);
// a × numerator ÷ denominator in one rounding, half away from zero, to `places` fractional digits.
// A denominator of zero is an error.
Result<Decimal> scale(Decimal a, std::int64_t numerator, std::int64_t denominator, int places);
// Half away from zero: 2.165 → 2.17, −2.165 → −2.17 (Xero: "2.165 rounded up to 2.17").
Decimal round(Decimal a, int places);

}  // namespace crosswalk
