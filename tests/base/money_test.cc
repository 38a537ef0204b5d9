#include "base/money.h"

#include <doctest/doctest.h>

using namespace crosswalk;

namespace {

const Currency usd = Currency::parse("USD").value();
const Currency cad = Currency::parse("CAD").value();

Money money(const char* amount, Currency currency = usd) {
  return {Decimal::parse(amount).value(), currency};
}

}  // namespace

TEST_CASE("a currency is three capital letters") {
  CHECK(usd.code() == "USD");
  CHECK_FALSE(usd == cad);
  CHECK(Currency().empty());
  CHECK(Currency().code().empty());
  CHECK_FALSE(Currency() == usd);
  for (const char* code : {"", "US", "USDX", "usd", "U$D", "US "}) {
    CAPTURE(code);
    CHECK_FALSE(Currency::parse(code).ok());
  }
}

TEST_CASE("money is printed with its cents and its currency") {
  CHECK(money("24.9").text() == "24.90 USD");
  CHECK(money("-0.005").text() == "-0.005 USD");
  CHECK(Money{Decimal::whole(7), {}}.text() == "7.00");
  CHECK(money("24.90") == money("24.9"));
  CHECK_FALSE(money("24.90") == money("24.90", cad));
  CHECK(money("24.90").negated() == money("-24.90"));
}

TEST_CASE("a sum of cents is exact, however many there are") {
  MoneySum sum(usd);
  for (int i = 0; i < 100'000; ++i) sum.add(money("0.01"));
  for (int i = 0; i < 3; ++i) sum.add(money("0.1"));
  CHECK(sum.total().value() == money("1000.30"));
  CHECK(MoneySum(cad).total().value() == money("0", cad));
}

TEST_CASE("a stranger among the amounts makes the sum an error that names both") {
  MoneySum sum(usd);
  sum.add(money("1"));
  sum.add(money("1", cad));
  sum.add(money("1"));
  CHECK(sum.total().error().message == "amounts in USD and CAD cannot be added");
  MoneySum nothing(usd);
  nothing.add(Money{});
  CHECK_FALSE(nothing.total().ok());
}

TEST_CASE("a sum that leaves the range is an error and stays one") {
  MoneySum sum(usd);
  sum.add(money("9000000000000"));
  sum.add(money("9000000000000"));
  sum.add(money("-9000000000000"));
  CHECK_FALSE(sum.total().ok());
}
