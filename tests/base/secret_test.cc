#include "base/secret.h"

#include <doctest/doctest.h>

#include <ostream>
#include <type_traits>

#include "base/json_tree.h"

using namespace crosswalk;

namespace {

template <class T, class = void>
struct goes_to_a_stream : std::false_type {};
template <class T>
struct goes_to_a_stream<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<T>())>>
    : std::true_type {};

}  // namespace

TEST_CASE("a secret has no way out but reveal") {
  CHECK(goes_to_a_stream<std::string>::value);
  CHECK_FALSE(goes_to_a_stream<Secret>::value);
  CHECK_FALSE(std::is_convertible_v<Secret, std::string>);
  CHECK_FALSE(std::is_convertible_v<Secret, std::string_view>);
  CHECK_FALSE(std::is_constructible_v<Json, Secret>);
  // Nor does a text become a secret by accident.
  CHECK_FALSE(std::is_convertible_v<std::string, Secret>);
  CHECK(Secret("s3cr3t").reveal() == "s3cr3t");
}

TEST_CASE("secrets are compared, copied and moved whole") {
  Secret first("s3cr3t");
  const Secret copy = first;
  CHECK(copy.same_as(first));
  CHECK_FALSE(copy.same_as(Secret("s3cr3T")));
  CHECK_FALSE(copy.same_as(Secret()));
  const Secret moved = std::move(first);
  CHECK(moved.reveal() == "s3cr3t");
  CHECK(Secret().empty());
  CHECK_FALSE(moved.empty());
}
