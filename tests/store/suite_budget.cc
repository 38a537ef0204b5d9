#include <doctest/doctest.h>

#include <cmath>

#include "store/suite.h"

namespace crosswalk::store::suite {
namespace {

const BucketLimit ten{"w/orders", 10, Millis(60'000)};

int taken(Store& store, const BucketLimit& limit, Instant now) {
  int count = 0;
  while (count < 1000 && store.take(limit, now).value() <= now) ++count;
  return count;
}

void fills_gradually(Store& store) {
  CHECK(taken(store, ten, start) == 10);
  CHECK(store.take(ten, start).value() == after(6));
  CHECK(store.take(ten, after(5)).value() == after(6));  // asking costs nothing
  CHECK(store.take(ten, after(6) - Millis(1)).value() > after(6) - Millis(1));
  CHECK(store.take(ten, after(6)).value() <= after(6));
  CHECK(taken(store, ten, after(36)) == 5);
  CHECK(taken(store, ten, after(36'000)) == 10);  // never more than it holds
  CHECK(taken(store, {"w/items", 2, Millis(1000)}, start) == 2);
}

void promises_hold(Store& store) {
  const BucketLimit odd{"odd", 7, Millis(61'003)};
  Instant now = start;
  int calls = 0;
  while (now < start + odd.period * 10) {
    const Instant when = store.take(odd, now).value();
    if (when <= now) {
      ++calls;
      continue;
    }
    REQUIRE(store.take(odd, when).value() <= when);  // what was promised is there, and took one
    ++calls;
    now = when;
  }
  CHECK(calls >= 76);
  CHECK(calls <= 77);  // 7 held, 70 refilled
}

void pauses(Store& store) {
  CHECK(store.pause("w/orders", after(30)).ok());
  CHECK(store.pause("w/orders", after(10)).ok());  // never shortens
  CHECK(store.take(ten, start).value() == after(30));
  CHECK(taken(store, ten, after(30)) == 10);
  CHECK(store.pause("w/orders", after(31)).ok());
  CHECK(store.take(ten, after(30)).value() == after(36));  // the later of the two
}

void listens(Store& store) {
  CHECK(store.observe(ten, 3, start).ok());
  CHECK(store.observe(ten, 8, start).ok());  // never raises
  CHECK(taken(store, ten, start) == 3);
  CHECK(store.observe(ten, -5, after(60)).ok());
  CHECK(taken(store, ten, after(60)) == 0);
  CHECK(store.observe(ten, std::nan(""), after(120)).ok());
  CHECK(taken(store, ten, after(120)) == 10);
}

void clocks_go_back(Store& store) {
  CHECK(taken(store, ten, after(60)) == 10);
  CHECK(store.take(ten, after(57)).value() == after(66));
  CHECK(taken(store, ten, after(66)) == 1);  // and the three seconds are not refilled twice
  // A clock that was an hour ahead must not stop the calls for an hour.
  const BucketLimit other{"other", 10, Millis(60'000)};
  CHECK(taken(store, other, after(3600)) == 10);
  CHECK(store.take(other, start).value() == after(6));
  CHECK(taken(store, other, after(6)) <= 1);
}

void nonsense_is_refused(Store& store) {
  CHECK(store.take({"x", 0, Millis(1000)}, start).error().kind == ErrorKind::invalid);
  CHECK(store.take({"x", 5, Millis(0)}, start).error().kind == ErrorKind::invalid);
  CHECK(store.observe({"x", -1, Millis(5)}, 1, start).error().kind == ErrorKind::invalid);
  CHECK(taken(store, {"slow", 0.5, Millis(1000)}, start) == 1);
  CHECK(store.take({"slow", 0.5, Millis(1000)}, start).value() == after(2));
}

const SlotLimit five{"x/at once", 5};

SlotLease hold(Store& store, std::string_view holder, int wanted, Instant now) {
  return store.hold(five, holder, wanted, now + Millis(60'000), now).value();
}

void slots_are_shared(Store& store) {
  CHECK(hold(store, "a", 2, start).held == 2);
  CHECK(hold(store, "b", 9, start).held == 3);
  CHECK(hold(store, "c", 1, start).held == 0);
  CHECK(hold(store, "a", 3, start).held == 2);  // its own do not stand in its way, nor give it more
  CHECK(hold(store, "b", 1, start).free == 2);
  CHECK(hold(store, "c", 1, start).held == 1);
  CHECK(hold(store, "a", 0, start).free == 3);
  CHECK(store.hold({"y/at once", 5}, "a", 5, after(60), start).value().held == 5);
  CHECK(store.hold({"y/at once", 0}, "a", 5, after(60), start).error().kind == ErrorKind::invalid);
}

void slots_of_the_dead_return(Store& store) {
  CHECK(hold(store, "dead", 5, start).held == 5);
  CHECK(hold(store, "b", 1, after(59)).held == 0);
  CHECK(hold(store, "b", 5, after(60)).held == 5);
}

}  // namespace

std::vector<Check> budget_checks() {
  return {{"a bucket fills gradually", fills_gradually},
          {"the time that take names is the time it is there", promises_hold},
          {"a pause holds", pauses},
          {"what the outside says lowers the bucket", listens},
          {"a clock that goes back gives nothing twice", clocks_go_back},
          {"a limit of nothing is refused", nonsense_is_refused},
          {"calls at once are shared", slots_are_shared},
          {"a killed holder's slots come back", slots_of_the_dead_return}};
}

}  // namespace crosswalk::store::suite
