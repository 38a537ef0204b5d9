#include "walmart/unit_parts.h"

#include <doctest/doctest.h>

#include "walmart/fakes.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

UnitCount shipped(std::uint32_t units, std::string_view when) {
  return {UnitState::shipped, units, at(when), "UPS", "1Z"};
}

std::vector<UnitPart> divided(std::uint32_t units, std::vector<UnitCount> counts) {
  std::vector<UnitPart> parts;
  const auto zone = TimeZone::named("America/New_York").value();
  REQUIRE(divide(units, counts, at("2026-01-28T16:00:00Z"), zone, parts));
  return parts;
}

}  // namespace

TEST_CASE("parts stand in the order shipped, open, cancelled, with contiguous units") {
  const auto parts = divided(6, {{UnitState::cancelled, 1, {}, {}, {}},
                                 shipped(2, "2026-02-03T15:00:00Z"),
                                 {UnitState::open, 2, {}, {}, {}},
                                 shipped(1, "2026-01-30T15:00:00Z")});
  REQUIRE(parts.size() == 4);
  CHECK(parts[0].state == UnitState::shipped);
  CHECK(parts[0].from == 0);
  CHECK(parts[0].to == 1);
  CHECK(parts[0].date.text() == "2026-01-30");
  CHECK(parts[1].to == 3);
  CHECK(parts[1].date.text() == "2026-02-03");
  CHECK(parts[2].state == UnitState::open);
  CHECK(parts[2].to == 5);
  CHECK(parts[2].date.text() == "2026-01-28");
  CHECK(parts[3].state == UnitState::cancelled);
  CHECK(parts[3].to == 6);
}

TEST_CASE("cancelled units are of the day they were cancelled on, where the market says one that can be") {
  const auto date_of = [](const char* when) {
    return divided(1, {{UnitState::cancelled, 1, at(when), {}, {}}}).at(0).date.text();
  };
  CHECK(date_of("2026-02-03T15:00:00Z") == "2026-02-03");
  CHECK(date_of("2026-01-20T15:00:00Z") == "2026-01-28");  // before it was ordered
}

TEST_CASE("units shipped on the same day of the books are one part") {
  // 04:30 UTC is still the evening before in New York.
  const auto parts = divided(3, {shipped(1, "2026-01-30T15:00:00Z"), shipped(2, "2026-01-31T04:30:00Z")});
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].to == 3);
  CHECK(parts[0].at == at("2026-01-30T15:00:00Z"));
  CHECK(divided(2, {shipped(1, "2026-01-30T15:00:00Z"), shipped(1, "2026-01-31T05:30:00Z")}).size() == 2);
}

TEST_CASE("units without a status are open, and too many are refused") {
  const auto parts = divided(3, {shipped(1, "2026-01-30T15:00:00Z")});
  REQUIRE(parts.size() == 2);
  CHECK(parts[1].state == UnitState::open);
  CHECK(parts[1].to == 3);
  std::vector<UnitCount> counts = {{UnitState::open, 4, {}, {}, {}}};
  std::vector<UnitPart> none;
  CHECK_FALSE(divide(3, counts, at("2026-01-28T16:00:00Z"), TimeZone::utc(), none));
}

TEST_CASE("the shares of every way to divide a line add up to the line") {
  for (const char* amount :
       {"0", "0.01", "0.02", "9.99", "10", "-1.37", "31.96", "0.07", "99999.99", "1.005", "-0.01"}) {
    const Decimal total = Decimal::parse(amount).value();
    for (std::uint32_t units = 1; units <= 7; ++units) {
      // Every set of borders between units is a way to divide the line.
      for (std::uint32_t borders = 0; borders < (1U << (units - 1)); ++borders) {
        Decimal sum;
        std::uint32_t from = 0;
        for (std::uint32_t to = 1; to <= units; ++to) {
          if (to < units && (borders >> (to - 1) & 1U) == 0) continue;
          const auto part = share(total, from, to, units);
          REQUIRE(part);
          sum = add(sum, *part).value();
          from = to;
        }
        CHECK(sum == total);
      }
    }
  }
}

TEST_CASE("a share is the rounded cumulative amount less what went before") {
  const Decimal ten = Decimal::whole(10);
  CHECK(share(ten, 0, 1, 3)->text(2) == "3.33");
  CHECK(share(ten, 1, 2, 3)->text(2) == "3.34");
  CHECK(share(ten, 2, 3, 3)->text(2) == "3.33");
  CHECK(share(ten.negated(), 0, 2, 3)->text(2) == "-6.67");
}
