#include "base/decimal.h"

#include <doctest/doctest.h>

using crosswalk::Decimal;

TEST_CASE("a decimal is read exactly and printed as it was") {
  for (const char* text :
       {"0", "24.99", "-0.01", "9999999999.99", "0.0001", "1.234567", "-9223372036854.775807"})
    CHECK(Decimal::parse(text).value().text() == text);
  CHECK(Decimal::parse("24.9").value().text(2) == "24.90");
  CHECK(Decimal::parse("7.000000000").value().text() == "7");
}

TEST_CASE("what is not a plain number is refused with a reason") {
  for (const char* text :
       {"", "-", ".5", "5.", "1,5", "1 ", " 1", "1.2.3", "abc", "1.2345678", "9223372036855", "--1"})
    CHECK_FALSE(Decimal::parse(text).ok());
  CHECK(Decimal::parse("1.19111E+14").error().message.find("scientific notation") != std::string::npos);
}

TEST_CASE("a JSON number may carry an exponent if its value is exact") {
  CHECK(Decimal::parse_json("1.5e2").value().text() == "150");
  CHECK(Decimal::parse_json("25E-2").value().text() == "0.25");
  CHECK_FALSE(Decimal::parse_json("1e-9").ok());
  CHECK_FALSE(Decimal::parse_json("1e40").ok());
}

TEST_CASE("arithmetic rounds half away from zero and overflow is an error") {
  const auto d = [](const char* text) { return Decimal::parse(text).value(); };
  CHECK(round(d("2.165"), 2) == d("2.17"));
  CHECK(round(d("2.164"), 2) == d("2.16"));
  CHECK(round(d("-2.165"), 2) == d("-2.17"));
  CHECK(multiply(d("25.06"), d("0.15"), 2).value() == d("3.76"));
  CHECK(scale(d("10"), 1, 3, 2).value() == d("3.33"));
  CHECK(scale(d("-10"), 2, 3, 2).value() == d("-6.67"));
  CHECK_FALSE(scale(d("1"), 1, 0, 2).ok());
  CHECK_FALSE(add(d("9000000000000"), d("9000000000000")).ok());
  CHECK_FALSE(multiply(d("9000000000"), d("9000000000")).ok());
  CHECK(subtract(d("1"), d("1.000001")).value() == d("-0.000001"));
}
