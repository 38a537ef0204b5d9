// The SQLite store passes the suite, in memory and on a file, and a file passes it across reopening.
#include <doctest/doctest.h>

#include "store/suite.h"
#include "store/workplace.h"

using namespace crosswalk;
using namespace crosswalk::store;

TEST_CASE("the store in memory keeps its promises") {
  suite::run_suite([] {
    auto opened = open_store("sqlite::memory:");
    REQUIRE(opened.ok());
    return std::move(*opened);
  });
}

TEST_CASE("the store in a file keeps its promises") {
  const suite::Workplace workplace;
  int number = 0;
  suite::run_suite([&] { return workplace.store(std::to_string(++number) + ".db"); });
}
