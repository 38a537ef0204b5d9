#include "base/result.h"

#include <doctest/doctest.h>

#include <memory>

using namespace crosswalk;

TEST_CASE("a result is a value or an error that a person can read") {
  const Result<int> good = 7;
  CHECK(good.ok());
  CHECK(*good == 7);
  const Result<int> bad = fail(ErrorKind::config, "the tag is too long", "crosswalk.yaml:7");
  CHECK_FALSE(bad.ok());
  CHECK(bad.error().kind == ErrorKind::config);
  CHECK(bad.error().text() == "crosswalk.yaml:7: the tag is too long");
  CHECK(fail(ErrorKind::io, "the disk is full").text() == "the disk is full");
}

TEST_CASE("a result moves what cannot be copied") {
  Result<std::unique_ptr<int>> made = std::make_unique<int>(3);
  const std::unique_ptr<int> taken = std::move(made).value();
  CHECK(*taken == 3);
}

TEST_CASE("a result of nothing is good unless it was given an error") {
  CHECK(Result<void>().ok());
  const Result<void> bad = fail(ErrorKind::stopped, "stopped");
  CHECK_FALSE(bad.ok());
  CHECK(bad.error().kind == ErrorKind::stopped);
}
