#include "base/money.h"

#include <algorithm>
#include <limits>

namespace crosswalk {

Result<Currency> Currency::parse(std::string_view code) {
  if (code.size() != 3 || !std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
    return fail(ErrorKind::invalid,
                "\"" + std::string(code.substr(0, 20)) +
                    "\" is not a currency code; three capital letters are expected, such as USD");
  Currency currency;
  std::copy(code.begin(), code.end(), currency.letters_.begin());
  return currency;
}

std::string Money::text() const {
  std::string out = amount.text(2);
  if (!currency.empty()) {
    out += ' ';
    out += currency.code();
  }
  return out;
}

void MoneySum::add(const Money& money) {
  if (!(money.currency == currency_)) {
    stranger_ = money.currency;
    if (stranger_.empty()) overflow_ = true;
    return;
  }
  // As crosswalk::add, without a Result for every amount of every record.
  std::int64_t units = 0;
  if (__builtin_add_overflow(sum_.units(), money.amount.units(), &units) ||
      units == std::numeric_limits<std::int64_t>::min())
    overflow_ = true;
  else
    sum_ = Decimal::from_units(units);
}

Result<Money> MoneySum::total() const {
  if (!stranger_.empty())
    return fail(ErrorKind::invalid, "amounts in " + std::string(currency_.code()) + " and " +
                                        std::string(stranger_.code()) + " cannot be added");
  if (overflow_) return fail(ErrorKind::invalid, "the sum of the amounts is too large or has no currency");
  return Money{sum_, currency_};
}

}  // namespace crosswalk
