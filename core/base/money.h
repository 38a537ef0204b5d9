// Money: a Decimal with its currency. Amounts of different currencies never meet: adding them is an error.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace crosswalk {

// An ISO 4217 code: three upper-case letters. A default Currency is empty and equals no real one.
class Currency {
 public:
  constexpr Currency() = default;
  static Result<Currency> parse(std::string_view code);

  std::string_view code() const {
    return letters_[0] == '\0' ? std::string_view{} : std::string_view(letters_.data(), 3);
  }
  constexpr bool empty() const { return letters_[0] == '\0'; }
  friend constexpr bool operator==(Currency a, Currency b) { return a.letters_ == b.letters_; }

 private:
  std::array<char, 3> letters_{};
};

struct Money {
  Decimal amount;
  Currency currency;

  Money negated() const { return {amount.negated(), currency}; }
  // At least two fractional digits: "24.99 USD".
  std::string text() const;
  friend constexpr bool operator==(const Money&, const Money&) = default;
};

// Sums Money of one currency; overflow or a second currency makes `total` an error. An empty sum is zero of
// the currency it was made with.
class MoneySum {
 public:
  explicit MoneySum(Currency currency) : currency_(currency) {}
  void add(const Money& money);
  Result<Money> total() const;

 private:
  Currency currency_;
  Currency stranger_;
  Decimal sum_;
  bool overflow_ = false;
};

}  // namespace crosswalk
