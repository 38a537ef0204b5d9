#include "base/zip_writer.h"

#include <doctest/doctest.h>

using namespace crosswalk;

TEST_CASE("a file becomes one archive, the same every time, and none that is too large") {
  const std::string text(100'000, 'a');
  const auto zip = zip_of("a.csv", text, 10'000);
  REQUIRE(zip.ok());
  CHECK(zip->starts_with("PK\x03\x04"));
  CHECK(zip->find("a.csv") != std::string::npos);
  CHECK(zip->size() < 1'000);
  CHECK(*zip_of("a.csv", text, 10'000) == *zip);
  CHECK(*zip_of("a.csv", text, zip->size()) == *zip);
  const auto large = zip_of("a.csv", text, zip->size() - 1);
  REQUIRE_FALSE(large.ok());
  CHECK(large.error().kind == ErrorKind::limit);
}
