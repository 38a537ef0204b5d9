// What an order costs in calls to Xero, paid invoices included: bursts of 200 shipped orders, a quarter of an
// hour apart, all reading of lists and changes counted in.
//
// CROSSWALK_BURSTS=50 runs the 10,000 orders that the promise is about.
#include <doctest/doctest.h>

#include <cstdlib>

#include "flow/rig.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr int burst = 200;
constexpr int naive = 3;  // look for it, invoice it, pay it
constexpr double promised = 0.06;

}  // namespace

TEST_CASE("bursts of 200 orders cost at most 0.06 Xero calls an order, payments included") {
  const char* wanted = std::getenv("CROSSWALK_BURSTS");
  const int bursts = wanted != nullptr ? std::atoi(wanted) : 4;
  RigSettings settings;
  settings.clearing_account = "090";
  settings.acknowledge = false;
  Rig rig(simulator::World{}, settings);
  std::int64_t next = 108'800'000'000'001;
  for (int i = 0; i < bursts; ++i) {
    for (int order = 0; order < burst; ++order, ++next) {
      const std::string po = std::to_string(next);
      REQUIRE(rig.walmart().add_order(
          plain_order(po, "MUG-BLU", 1, "24.99", "1.87", rig.clock().now() - Millis(3'600'000))));
      REQUIRE(rig.walmart().ship(po, "1", 1, rig.clock().now()));
    }
    rig.pass();
    rig.advance(Millis(900'000));
  }
  rig.pass();  // what a full bucket kept back
  int calls = 0;
  for (const auto& [request, count] : rig.xero().requests()) {
    if (request.find("/connect/") != std::string::npos)
      continue;  // signing in is not counted against the organisation
    MESSAGE(request << ": " << count);
    calls += count;
  }
  const auto invoices = rig.xero().invoices();
  const int orders = bursts * burst;
  REQUIRE(invoices.size() == static_cast<std::size_t>(orders));
  int open = 0;
  for (const auto& invoice : invoices) open += invoice.status == "PAID" ? 0 : 1;
  CHECK(open == 0);
  const double each = static_cast<double>(calls) / orders;
  MESSAGE(calls << " calls for " << orders << " orders: " << each << " an order; one by one they were "
                << orders * naive << ", " << naive << " an order");
  CHECK(each <= promised);
  CHECK(rig.xero().breaches().empty());
}
