#include "base/clock.h"

#include <doctest/doctest.h>

#include <thread>

#include "base/virtual_clock.h"

using namespace crosswalk;

TEST_CASE("virtual time moves only by waiting or pushing, and never back") {
  const Instant start = Instant::parse("2026-01-31T00:00:00Z").value();
  VirtualClock clock(start);
  CHECK(clock.now() == start);
  CHECK(clock.wait_until(start + Millis(90LL * 86'400'000), Stop()));
  CHECK(clock.now().text_seconds() == "2026-05-01T00:00:00Z");
  CHECK(clock.wait_until(start, Stop()));
  CHECK(clock.now().text_seconds() == "2026-05-01T00:00:00Z");
  clock.advance(Millis(1'500));
  CHECK(clock.now().text() == "2026-05-01T00:00:01.500Z");
}

TEST_CASE("a wait that was stopped says so and moves nothing") {
  std::stop_source source;
  source.request_stop();
  const Instant start = Instant::from_millis(1'000);
  VirtualClock clock(start);
  CHECK_FALSE(clock.wait_until(start + Millis(1), source.get_token()));
  CHECK(clock.now() == start);
}

TEST_CASE("the system's clock waits, and a stop ends the wait at once") {
  SystemClock clock;
  const Instant before = clock.now();
  CHECK(before > Instant::parse("2024-01-01T00:00:00Z").value());
  CHECK(clock.wait_until(before - Millis(1), Stop()));
  CHECK(clock.wait_until(before + Millis(2), Stop()));
  CHECK(clock.now() >= before + Millis(2));

  std::stop_source source;
  std::jthread other([&] { source.request_stop(); });
  CHECK_FALSE(clock.wait_until(clock.now() + Millis(3'600'000), source.get_token()));
  CHECK_FALSE(clock.wait_until(before, source.get_token()));
}
