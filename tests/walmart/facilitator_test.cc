#include "walmart/facilitator.h"

#include <doctest/doctest.h>

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {
Date day(int year, unsigned month, unsigned number) {
  return Date::of(year, month, number).value();
}
}  // namespace

TEST_CASE("a state's law counts from its first day on") {
  CHECK_FALSE(is_facilitated("MO", day(2022, 12, 31)));
  CHECK(is_facilitated("MO", day(2023, 1, 1)));
  CHECK(is_facilitated("mo", day(2026, 1, 1)));
  CHECK_FALSE(is_facilitated("FL", day(2021, 6, 30)));
  CHECK(is_facilitated("FL", day(2021, 7, 1)));
}

TEST_CASE("every state with a sales tax is there, with the district, Puerto Rico and Alaska") {
  int states = 0;
  for (char a = 'A'; a <= 'Z'; ++a)
    for (char b = 'A'; b <= 'Z'; ++b)
      if (facilitator_since(std::string{a, b})) ++states;
  CHECK(states == 45 + 3);
}

TEST_CASE("states without a sales tax, territories and nonsense are not facilitated") {
  for (const char* state : {"DE", "MT", "NH", "OR", "GU", "VI", "AE", "", "T", "TEX", "Texas"}) {
    CAPTURE(state);
    CHECK_FALSE(is_facilitated(state, day(2026, 6, 1)));
  }
}
