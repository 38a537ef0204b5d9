#include "wire/percent.h"

#include <doctest/doctest.h>

using crosswalk::wire::percent_encoded;

TEST_CASE("everything but the unreserved characters is percent-encoded") {
  CHECK(percent_encoded("aZ9-._~") == "aZ9-._~");
  CHECK(percent_encoded("../a b?c=%") == "..%2Fa%20b%3Fc%3D%25");
  CHECK(percent_encoded("Name==\"A & B\"") == "Name%3D%3D%22A%20%26%20B%22");
  CHECK(percent_encoded("\xC3\xA9") == "%C3%A9");
}
