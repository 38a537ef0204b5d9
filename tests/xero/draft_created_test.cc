// `book: created`: an order's life as a table of revisions, each with what must be drafted. Every revision is
// posted before the next comes, unless it says otherwise.
#include <doctest/doctest.h>

#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;
using Strings = std::vector<std::string>;

namespace {

constexpr auto shipped = UnitState::shipped;
constexpr auto open_units = UnitState::open;
constexpr auto cancelled = UnitState::cancelled;
constexpr const char* placed = "2026-01-28";

struct Revision {
  std::vector<Entry> entries;
  Strings documents;
  bool send = true;
  std::size_t withdraws = 0;
};

void live(const std::vector<Revision>& life) {
  Desk desk;
  Shelf shelf;
  for (std::size_t i = 0; i < life.size(); ++i) {
    CAPTURE(i);
    Entries entries = order(BookMode::created);
    entries.revision = static_cast<int>(i) + 1;
    entries.entries = life[i].entries;
    const Drafting drafting = desk.ledger.draft(entries, shelf.posted()).value();
    CHECK(drafting.hold.empty());
    CHECK(told(drafting) == life[i].documents);
    CHECK(drafting.withdraw.size() == life[i].withdraws);
    shelf.take(drafting);
    if (life[i].send) shelf.post_all();
    // The same again asks for nothing.
    const Drafting again = desk.ledger.draft(entries, shelf.posted()).value();
    CHECK(again.hold.empty());
    CHECK(again.documents.empty());
    CHECK(again.withdraw.empty());
  }
}

}  // namespace

TEST_CASE("created, shipped on two dates, the rest cancelled") {
  live({
      {{sale("1", open_units, placed, "24.99"), sale("2", open_units, placed, "10.00"),
        sale("3", open_units, placed, "3.00")},
       {"create WM-4812345678901/1 DRAFT 2026-01-28 37.99"}},
      {{sale("1", shipped, "2026-01-30", "24.99"), sale("2", open_units, placed, "10.00"),
        sale("3", open_units, placed, "3.00")},
       {"update WM-4812345678901/2 AUTHORISED 2026-01-30 24.99",
        "create WM-4812345678901-2/1 DRAFT 2026-01-28 13.00"}},
      {{sale("1", shipped, "2026-01-30", "24.99"), sale("2", shipped, "2026-02-01", "10.00"),
        sale("3", open_units, placed, "3.00")},
       {"update WM-4812345678901-2/2 AUTHORISED 2026-02-01 10.00",
        "create WM-4812345678901-3/1 DRAFT 2026-01-28 3.00"}},
      {{sale("1", shipped, "2026-01-30", "24.99"), sale("2", shipped, "2026-02-01", "10.00"),
        sale("3", cancelled, placed, "3.00")},
       {"remove WM-4812345678901-3/2 DELETED"}},
  });
}

TEST_CASE("created and shipped whole is the draft, approved by id") {
  live({
      {{sale("1", open_units, placed, "24.99")}, {"create WM-4812345678901/1 DRAFT 2026-01-28 24.99"}},
      {{sale("1", shipped, "2026-01-30", "24.99")},
       {"update WM-4812345678901/2 AUTHORISED 2026-01-30 24.99"}},
  });
}

TEST_CASE("cancelled units leave the draft; all cancelled deletes it; what comes back gets a new number") {
  live({
      {{sale("1", open_units, placed, "24.99"), sale("2", open_units, placed, "10.00")},
       {"create WM-4812345678901/1 DRAFT 2026-01-28 34.99"}},
      {{sale("1", open_units, placed, "24.99"), sale("2", cancelled, placed, "10.00")},
       {"update WM-4812345678901/2 DRAFT 2026-01-28 24.99"}},
      {{sale("1", cancelled, placed, "24.99"), sale("2", cancelled, placed, "10.00")},
       {"remove WM-4812345678901/3 DELETED"}},
      {{sale("1", open_units, placed, "24.99"), sale("2", cancelled, placed, "10.00")},
       {"create WM-4812345678901-2/1 DRAFT 2026-01-28 24.99"}},
  });
}

TEST_CASE("two dates at once: the draft becomes the first, the second gets a number, the rest a draft") {
  live({
      {{sale("1", open_units, placed, "1.00"), sale("2", open_units, placed, "2.00"),
        sale("3", open_units, placed, "4.00")},
       {"create WM-4812345678901/1 DRAFT 2026-01-28 7.00"}},
      {{sale("1", shipped, "2026-01-31", "1.00"), sale("2", shipped, "2026-01-30", "2.00"),
        sale("3", open_units, placed, "4.00")},
       {"update WM-4812345678901/2 AUTHORISED 2026-01-30 2.00",
        "create WM-4812345678901-2/1 AUTHORISED 2026-01-31 1.00",
        "create WM-4812345678901-3/1 DRAFT 2026-01-28 4.00"}},
  });
}

TEST_CASE("a draft that was never sent is drafted anew, and an unsent change is replaced") {
  live({
      {{sale("1", open_units, placed, "24.99"), sale("2", open_units, placed, "10.00")},
       {"create WM-4812345678901/1 DRAFT 2026-01-28 34.99"},
       false},
      {{sale("1", shipped, "2026-01-30", "24.99"), sale("2", open_units, placed, "10.00")},
       {"create WM-4812345678901/1 AUTHORISED 2026-01-30 24.99",
        "create WM-4812345678901-2/1 DRAFT 2026-01-28 10.00"},
       true,
       1},
      {{sale("1", shipped, "2026-01-30", "24.99"), sale("2", shipped, "2026-02-01", "10.00")},
       {"update WM-4812345678901-2/2 AUTHORISED 2026-02-01 10.00"},
       false},
      {{sale("1", shipped, "2026-01-30", "24.99"), sale("2", shipped, "2026-02-02", "10.00")},
       {"update WM-4812345678901-2/2 AUTHORISED 2026-02-02 10.00"},
       false,
       1},
      {{sale("1", shipped, "2026-01-30", "24.99"), sale("2", cancelled, placed, "10.00")},
       {"remove WM-4812345678901-2/2 DELETED"},
       false,
       1},
      {{sale("1", shipped, "2026-01-30", "24.99"), sale("2", open_units, placed, "10.00")}, {}, true, 1},
  });
}

TEST_CASE("cancelled before it was sent leaves nothing") {
  live({
      {{sale("1", open_units, placed, "24.99")}, {"create WM-4812345678901/1 DRAFT 2026-01-28 24.99"}, false},
      {{sale("1", cancelled, placed, "24.99")}, {}, true, 1},
      {{sale("1", shipped, "2026-01-30", "24.99")},
       {"create WM-4812345678901/1 AUTHORISED 2026-01-30 24.99"}},
      {{sale("1", cancelled, placed, "24.99")},
       {"update WM-4812345678901/2 as WM-4812345678901~V1",
        "annul WM-4812345678901/3 as WM-4812345678901~V1 VOIDED"}},
  });
}

TEST_CASE("units that ship later on the same day take the draft, not the approved invoice") {
  live({
      {{sale("1", open_units, placed, "1.00"), sale("2", open_units, placed, "2.00")},
       {"create WM-4812345678901/1 DRAFT 2026-01-28 3.00"}},
      {{sale("1", shipped, "2026-01-30", "1.00"), sale("2", open_units, placed, "2.00")},
       {"update WM-4812345678901/2 AUTHORISED 2026-01-30 1.00",
        "create WM-4812345678901-2/1 DRAFT 2026-01-28 2.00"}},
      {{sale("1", shipped, "2026-01-30", "1.00"), sale("2", shipped, "2026-01-30", "2.00")},
       {"update WM-4812345678901-2/2 AUTHORISED 2026-01-30 2.00"}},
  });
}

TEST_CASE("a draft may change in every way until it is approved") {
  Entry better = sale("1", open_units, placed, "24.99");
  better.answers.account.value = "210";
  live({
      {{sale("1", open_units, placed, "24.99")}, {"create WM-4812345678901/1 DRAFT 2026-01-28 24.99"}},
      {{better}, {"update WM-4812345678901/2 DRAFT 2026-01-28 24.99"}},
  });
}

TEST_CASE("a pair that is switched from created to shipped loses its drafts, and keeps what is approved") {
  Desk desk;
  Shelf shelf;
  Entries entries = order(BookMode::created);
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99"), sale("2", open_units, placed, "10.00")};
  shelf.take(desk.ledger.draft(entries, {}).value());
  shelf.post_all();
  entries.mode = BookMode::shipped;
  CHECK(told(desk.ledger.draft(entries, shelf.posted()).value()) ==
        Strings{"remove WM-4812345678901-2/2 DELETED"});
}
