#include "walmart/rate_headers.h"

#include <doctest/doctest.h>

#include "walmart/fakes.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

TEST_CASE("the replenishment time is read in every spelling and format") {
  const Instant now = at("2026-06-15T12:00:00Z");
  const struct {
    const char* name;
    const char* value;
    const char* expected;
  } rows[] = {
      {"X-Next-Replenishment-Time", "30", "2026-06-15T12:00:30.000Z"},
      {"x-next-replenishment-time", " 2.5 ", "2026-06-15T12:00:02.500Z"},
      {"x-next-replenish-time", "1781524860000", "2026-06-15T12:01:00.000Z"},
      {"X-NEXT-REPLENISH-TIME", "1781524860", "2026-06-15T12:01:00.000Z"},
      {"X-Next-Replenishment-Time", "2026-06-15T12:05:00Z", "2026-06-15T12:05:00.000Z"},
      {"X-Next-Replenishment-Time", "2026-06-15T07:05:00.250-05:00", "2026-06-15T12:05:00.250Z"},
      {"Retry-After", "7", "2026-06-15T12:00:07.000Z"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.value);
    const auto found = read_rate_headers({{row.name, row.value}}, now);
    REQUIRE(found.next);
    CHECK(found.next->text() == row.expected);
  }
}

TEST_CASE("the later of two times counts, and what makes no sense is left out") {
  const Instant now = at("2026-06-15T12:00:00Z");
  const auto both = read_rate_headers({{"Retry-After", "5"}, {"X-Next-Replenishment-Time", "9"}}, now);
  CHECK(*both.next == now + Millis(9000));
  for (const char* value : {"", "soon", "-5", "nan", "1e400", "2026-06-15"}) {
    CAPTURE(value);
    const auto found =
        read_rate_headers({{"X-Next-Replenishment-Time", value}, {"X-Current-Token-Count", value}}, now);
    CHECK_FALSE(found.next);
    CHECK_FALSE(found.remaining);
  }
  CHECK(*read_rate_headers({{"x-current-token-count", "41"}}, now).remaining == 41);
  CHECK_FALSE(read_rate_headers({}, now).remaining);
}
