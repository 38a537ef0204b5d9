#include "flow/erasure.h"

#include <doctest/doctest.h>

#include "base/virtual_clock.h"
#include "flow/fakes.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis one_day{86'400'000};

// A store with booked orders, and a pair that keeps their data for 90 days.
class Desk {
 public:
  explicit Desk(Millis erase_after) { pair.settings.erase_after = erase_after; }

  void book(const std::string& id) {
    const std::vector<RawRecord> page = {{RecordKind::order, id, "Ann, 1 Main Street", Lane::fresh}};
    REQUIRE(store->receive("us", page, "", "", clock.now()).ok());
    const auto claimed = store->claim_records("us", "w", 50, Millis(60'000), clock.now()).value();
    REQUIRE(claimed.size() == 1);
    store::MappedRecord mapped;
    mapped.id = claimed.front().id;
    mapped.state = RecordState::booked;
    mapped.entries = "entries of " + id;
    REQUIRE(store->finish_records(std::vector{mapped}, "w", clock.now()).ok());
  }
  std::string body(std::int64_t id) const { return store->record(id).value().body; }
  std::size_t step() { return erasure.step().value(); }

  VirtualClock clock{Instant::parse("2026-02-10T12:00:00Z").value()};
  std::unique_ptr<store::Store> store = store::open_store("sqlite::memory:").value();
  FakeSource source;
  StockLedger ledger;
  PlainChannel channel;
  flow::Pair pair{settings(), source, ledger, channel, *store, clock, nullptr, nullptr};
  flow::Erasure erasure{pair};

 private:
  static flow::PairSettings settings() {
    flow::PairSettings settings;
    settings.name = "us";
    return settings;
  }
};

}  // namespace

TEST_CASE("buyers' data goes once a record has been settled for as long as the pair says") {
  Desk desk(90 * one_day);
  desk.book("1");
  desk.clock.advance(30 * one_day);
  desk.book("2");
  desk.clock.advance(60 * one_day);
  CHECK(desk.step() == 0);
  desk.clock.advance(Millis(1));
  CHECK(desk.step() == 1);
  CHECK(desk.step() == 0);
  CHECK(desk.body(1) == "scrubbed 1");
  CHECK(desk.store->entries_of(1).value() == "entries of 1");
  CHECK(desk.body(2) == "Ann, 1 Main Street");
  desk.clock.advance(30 * one_day);
  CHECK(desk.step() == 1);
  CHECK(desk.body(2) == "scrubbed 2");
}

TEST_CASE("without the setting everything is kept") {
  Desk desk(Millis(0));
  desk.book("1");
  desk.clock.advance(4000 * one_day);
  CHECK(desk.step() == 0);
  CHECK(desk.body(1) == "Ann, 1 Main Street");
}
