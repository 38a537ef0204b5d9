#include "auth/sealed_note.h"

#include <doctest/doctest.h>

using namespace crosswalk;
using namespace crosswalk::auth;

namespace {

SealKey key(const char* text) {
  return SealKey::from(Secret(text)).value();
}

constexpr const char* ours = "0123456789abcdef0123456789abcdef";

}  // namespace

TEST_CASE("a sealed note is read back by its own key and place only, and forgotten for good") {
  const auto store = store::open_store("sqlite::memory:").value();
  SealedNote note(*store, "ionapi/us", key(ours));
  CHECK_FALSE(note.read().value().has_value());
  REQUIRE(note.put(Secret("the credentials")).ok());
  CHECK(note.read().value()->same_as(Secret("the credentials")));
  CHECK(store->note("sealed/ionapi/us").value().find("credentials") == std::string::npos);

  const auto other_key = SealedNote(*store, "ionapi/us", key("another key of thirty-two letters")).read();
  REQUIRE(!other_key.ok());
  CHECK(other_key.error().kind == ErrorKind::config);
  CHECK(other_key.error().message.find("sealed with another key") != std::string::npos);

  REQUIRE(store->set_note("sealed/ionapi/eu", store->note("sealed/ionapi/us").value()).ok());
  const auto other_place = SealedNote(*store, "ionapi/eu", key(ours)).read();
  REQUIRE(!other_place.ok());
  CHECK(other_place.error().message.find("belongs to another place") != std::string::npos);

  REQUIRE(note.forget().ok());
  CHECK_FALSE(note.read().value().has_value());
}
