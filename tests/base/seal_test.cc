#include "base/seal.h"

#include <doctest/doctest.h>

namespace crosswalk {
namespace {

SealKey key(const char* text = "0123456789abcdef0123456789abcdef") {
  return SealKey::from(Secret(text)).value();
}

}  // namespace

TEST_CASE("what is sealed opens with the same key and place, and with nothing else") {
  const std::string sealed = key().seal("a refresh token", "xero/us");
  CHECK(sealed.find("refresh") == std::string::npos);
  CHECK(key().open(sealed, "xero/us")->reveal() == "a refresh token");
  CHECK_FALSE(key().open(sealed, "xero/ca").ok());
  CHECK_FALSE(key("another key, as long as it must be").open(sealed, "xero/us").ok());
  for (const std::size_t at : {std::size_t{0}, sealed.size() / 2, sealed.size() - 5}) {
    std::string changed = sealed;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    CHECK_FALSE(key().open(changed, "xero/us").ok());
  }
  CHECK_FALSE(key().open("", "xero/us").ok());
  CHECK_FALSE(key().open("AAAA", "xero/us").ok());
}

TEST_CASE("the same text sealed twice looks different, and nothing seals as well") {
  CHECK(key().seal("text", "") != key().seal("text", ""));
  CHECK(key().open(key().seal("", ""), "")->reveal().empty());
}

TEST_CASE("keys have names, and short ones are refused") {
  CHECK(key().name().size() == 8);
  CHECK(key().name() == key().name());
  CHECK(key().name() != key("another key, as long as it must be").name());
  const auto tooshort = SealKey::from(Secret("only thirty-one characters long"));
  REQUIRE_FALSE(tooshort.ok());
  CHECK(tooshort.error().message.find("openssl rand") != std::string::npos);
  CHECK(tooshort.error().message.find("thirty") == std::string::npos);
}

}  // namespace crosswalk
