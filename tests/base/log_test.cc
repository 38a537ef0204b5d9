#include "base/log.h"

#include <doctest/doctest.h>

using namespace crosswalk;

TEST_CASE("log levels have these names and no others") {
  CHECK(log::level_named("debug").value() == log::Level::debug);
  CHECK(log::level_named("info").value() == log::Level::info);
  CHECK(log::level_named("warning").value() == log::Level::warning);
  CHECK(log::level_named("error").value() == log::Level::error);
  CHECK(log::level_named("off").value() == log::Level::off);
  for (const char* name : {"", "INFO", "warn", "trace", "all"}) {
    CAPTURE(name);
    const auto level = log::level_named(name);
    CHECK_FALSE(level.ok());
    CHECK(level.error().message.find("use debug, info, warning, error or off") != std::string::npos);
  }
}
