// Keys of the events API: shown once, kept as a hash, each for one pair.
#include "server/api_keys.h"

#include <doctest/doctest.h>

#include "desk.h"

using namespace crosswalk;
using namespace crosswalk::server;
using namespace crosswalk::server::tests;

TEST_CASE("a key is known by its hash, which is all that is kept of it") {
  auto store = memory_store();
  VirtualClock clock(start);
  const std::string key = new_api_key(*store, "warehouse", "us", start).value().reveal();
  const std::string other = new_api_key(*store, "erp", "ca", start).value().reveal();
  CHECK(key != other);
  CHECK(key.size() > 40);
  CHECK(store->note("api keys").value().find(key) == std::string::npos);
  ApiKeys keys(*store, clock);
  CHECK(keys.owner_of(key).value()->name == "warehouse");
  CHECK(keys.owner_of(other).value()->pair == "ca");
  CHECK_FALSE(keys.owner_of("").value());
  CHECK_FALSE(keys.owner_of(key + "x").value());
  const auto all = api_keys(*store).value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].name == "erp");
  CHECK(all[0].made == start);
}

TEST_CASE("a name is taken once, and a revoked key is nobody's within a second") {
  auto store = memory_store();
  VirtualClock clock(start);
  const std::string key = new_api_key(*store, "warehouse", "us", start).value().reveal();
  CHECK(new_api_key(*store, "warehouse", "us", start).error().kind == ErrorKind::invalid);
  ApiKeys keys(*store, clock);
  CHECK(keys.owner_of(key).value());
  CHECK(revoke_api_key(*store, "erp").error().kind == ErrorKind::not_found);
  REQUIRE(revoke_api_key(*store, "warehouse").ok());
  clock.advance(Millis(1'000));
  CHECK_FALSE(keys.owner_of(key).value());
  REQUIRE(new_api_key(*store, "warehouse", "us", start).ok());
  clock.advance(Millis(1'000));
  CHECK_FALSE(keys.owner_of(key).value());
}
