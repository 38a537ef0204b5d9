#include <doctest/doctest.h>

#include <array>

#include "config/address.h"
#include "config/nearest.h"
#include "config/quantity.h"

using namespace crosswalk;
using namespace crosswalk::config;

TEST_CASE("an address is https, or http to this machine") {
  CHECK(parse_address("https://api.example.test").value() == "https://api.example.test");
  CHECK(parse_address("https://api.example.test:8443/xero//").value() ==
        "https://api.example.test:8443/xero");
  CHECK(parse_address("http://127.0.0.1:1").value() == "http://127.0.0.1:1");
  CHECK(parse_address("http://localhost:65535").value() == "http://localhost:65535");
  CHECK(parse_address("http://[::1]:8080").value() == "http://[::1]:8080");
  for (const char* text :
       {"", "api.example.test", "ftp://a", "http://api.example.test", "http://127.0.0.1.evil.test",
        "http://localhost@evil.test", "https://", "https:///path", "https://a b", "https://a?x=1",
        "https://a#b", "https://a:0", "https://a:65536", "https://a:", "https://a:80x", "https://u:p@a",
        "https://[::1", "https://a\n", "https://[x/y]"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_address(text).ok());
  }
}

TEST_CASE("durations, sizes and counts are whole numbers in bounds") {
  const Millis day{86'400'000};
  CHECK(parse_duration("50ms", Millis(0), day).value() == Millis(50));
  CHECK(parse_duration("2h", Millis(0), day).value() == Millis(7'200'000));
  CHECK(parse_duration("24h", Millis(0), day).value() == day);
  for (const char* text : {"", "5", "m", "-5m", "5 m", "1.5h", "5M", "86401s", "9223372036854775807h",
                           "99999999999999999999s"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_duration(text, Millis(0), day).ok());
  }
  CHECK(parse_size("3KiB", 0, 1U << 30).value() == 3'072);
  CHECK(parse_size("1GiB", 0, 1U << 30).value() == 1U << 30);
  CHECK_FALSE(parse_size("1025MiB", 0, 1U << 30).ok());
  CHECK_FALSE(parse_size("1kb", 0, 1U << 30).ok());
  CHECK(parse_count("17", 1, 20).value() == 17);
  for (const char* text : {"", "0", "21", "1.0", "+3", "0x3", "99999999999"})
    CHECK_FALSE(parse_count(text, 1, 20).ok());
}

TEST_CASE("the nearest word is found only when it is near") {
  constexpr std::array<std::string_view, 4> known = {"walmart", "xero", "charge_amount", "book"};
  CHECK(nearest("wallmart", known) == "walmart");
  CHECK(nearest("xreo", known) == "xero");
  CHECK(nearest("chargeAmount", known) == "charge_amount");
  CHECK(nearest("books", known) == "book");
  CHECK(nearest("ledger", known).empty());
  CHECK(nearest("", known).empty());
  CHECK(nearest(std::string(100, 'x'), known).empty());
  CHECK(suggestion("zebra", known) == "; known here: walmart, xero, charge_amount, book");
}
