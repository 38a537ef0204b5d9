#include "xero/rounding.h"

#include <doctest/doctest.h>

#include "support.h"

using crosswalk::Decimal;
using crosswalk::test::dec;
using namespace crosswalk::xero;

TEST_CASE("Xero's own worked example: tax per line, then the sum") {
  const std::vector<PricedLine> lines = {{dec("1"), dec("25.06"), dec("15")},
                                         {dec("1"), dec("25.61"), dec("15")},
                                         {dec("1"), dec("25.63"), dec("15")}};
  const auto totals = totals_of(lines).value();
  CHECK(totals.tax == dec("11.44"));  // not 11.45, which is 15 % of the sum
  CHECK(totals.net == dec("76.30"));
  CHECK(totals.total == dec("87.74"));
}

TEST_CASE("half goes up, as Xero's staff say, and live line amounts are met") {
  CHECK(line_amount(dec("1"), dec("2.165")).value() == dec("2.17"));
  CHECK(line_amount(dec("1"), dec("2.164")).value() == dec("2.16"));
  CHECK(line_amount(dec("3"), dec("15.95")).value() == dec("47.85"));
  CHECK(line_amount(dec("7"), dec("25.18")).value() == dec("176.26"));
}

TEST_CASE("a unit price is rounded to four places before it is multiplied") {
  CHECK(line_amount(dec("1000"), dec("0.00005")).value() == dec("0.10"));
  CHECK(line_amount(dec("1000"), dec("0.00004")).value() == dec("0.00"));
  CHECK(line_amount(dec("-2"), dec("2.5")).value() == dec("-5.00"));
}

TEST_CASE("numbers beyond the range are an error, not a wrong sum") {
  CHECK_FALSE(line_amount(dec("9000000000"), dec("9000000000")).ok());
  const std::vector<PricedLine> lines = {{dec("1"), dec("9000000000000"), {}},
                                         {dec("1"), dec("9000000000000"), {}}};
  CHECK_FALSE(totals_of(lines).ok());
}
