#include "rates/rate_table.h"

#include <doctest/doctest.h>

using namespace crosswalk;
using namespace crosswalk::rates;

namespace {

Currency c(const char* code) {
  return Currency::parse(code).value();
}
Date day(const char* text) {
  return Date::parse(text).value();
}

RateTable table(const std::string& rows) {
  RateTable table;
  const auto read = table.read("date,pair,rate\n" + rows, "rates.csv");
  REQUIRE_MESSAGE(read.ok(), (read ? "" : read.error().text()));
  return table;
}

std::string found(const RateTable& table, const char* base, const char* currency, const char* on) {
  const auto rate = table.find(c(base), c(currency), day(on), "rates.csv");
  return rate ? rate->text() : rate.error().message;
}

std::string refused(const std::string& text) {
  RateTable table;
  const auto read = table.read(text, "rates.csv");
  return read ? "" : read.error().text();
}

}  // namespace

TEST_CASE("a rate holds either way round, with one rounding to six places") {
  const RateTable rates = table("2026-01-30,CAD/USD,0.7400\n");
  CHECK(found(rates, "USD", "CAD", "2026-01-30") == "1.351351");
  CHECK(found(rates, "CAD", "USD", "2026-01-30") == "0.74");
  CHECK(found(rates, "USD", "USD", "2026-01-30") == "1");
  CHECK(found(table("2026-01-30,USD/CAD,1.3511\n2026-01-30,CAD/USD,0.7400\n"), "USD", "CAD", "2026-01-30") ==
        "1.3511");  // as it is given before as it follows
}

TEST_CASE("rates against the euro make every other, of one and the same day") {
  const RateTable rates = table(
      "2026-01-29,EUR/USD,1.0800\n2026-01-29,EUR/MXN,20.0000\n2026-01-30,EUR/USD,1.0835\n"
      "2026-01-30,EUR/CAD,1.4642\n");
  CHECK(found(rates, "USD", "CAD", "2026-01-30") == "1.351361");  // 1.4642 / 1.0835
  CHECK(found(rates, "EUR", "CAD", "2026-01-30") == "1.4642");
  CHECK(found(rates, "USD", "EUR", "2026-01-30") == "0.922935");
  CHECK(found(rates, "USD", "MXN", "2026-01-30") == "18.518519");  // both of the 29th
}

TEST_CASE("a day without a rate takes the nearest before it, for a week and never from the future") {
  const RateTable rates = table("2026-01-23,CAD/USD,0.75\n2026-02-09,CAD/USD,0.80\n");
  CHECK(found(rates, "CAD", "USD", "2026-01-30") == "0.75");
  CHECK(found(rates, "CAD", "USD", "2026-01-31") ==
        "rates.csv has no rate between USD and CAD for 2026-01-31 or the 7 days before it");
  CHECK(found(rates, "CAD", "USD", "2026-01-22").starts_with("rates.csv has no rate"));
  CHECK(found(rates, "MXN", "USD", "2026-01-30").starts_with("rates.csv has no rate"));
}

TEST_CASE("what is wrong in a file of rates is told with its line") {
  CHECK(refused("day,pair,rate\n").starts_with("rates.csv:1: "));
  for (const char* row : {"2026-01-30,CAD/USD", "30.1.2026,CAD/USD,0.74", "2026-01-30,CADUSD,0.74",
                          "2026-01-30,CAD/USD,0", "2026-01-30,CAD/USD,-1", "2026-01-30,CAD/USD,0.00000001",
                          "2026-01-30,CAD/CAD,1", "2026-01-30,CAD/USD,0,74"})
    CHECK_MESSAGE(refused("date,pair,rate\n" + std::string(row) + "\n").starts_with("rates.csv:2: "), row);
  CHECK(refused("date,pair,rate\n2026-01-30,CAD/USD,0.74\n2026-01-30,CAD/USD,0.75\n") ==
        "rates.csv:3: CAD/USD has two rates for 2026-01-30: 0.74 and 0.75; keep one");
}

TEST_CASE("a table that is written reads the same") {
  const RateTable rates = table("2026-01-30,CAD/USD,0.7400\n2026-01-29,EUR/USD,1.08\n");
  CHECK(rates.text() == "date,pair,rate\n2026-01-29,EUR/USD,1.08\n2026-01-30,CAD/USD,0.74\n");
  RateTable again;
  REQUIRE(again.read(rates.text(), "kept").ok());
  again.merge(table("2026-01-30,CAD/USD,0.99\n2026-02-02,CAD/USD,0.73\n"));
  CHECK(found(again, "CAD", "USD", "2026-01-30") == "0.74");  // what was known stays
  CHECK(found(again, "CAD", "USD", "2026-02-02") == "0.73");
}
