#include "flow/reference_keeper.h"

#include <doctest/doctest.h>

#include "base/log.h"
#include "base/virtual_clock.h"
#include "flow/fakes.h"
#include "flow/reference_notes.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// Counts what it is asked; only its lists can be read.
class CountingLedger final : public Ledger {
 public:
  explicit CountingLedger(Clock& clock) : clock_(clock) {}
  int lists = 0;
  int locks = 0;
  bool down = false;
  std::optional<Date> locked;

  Result<Reference> reference(const Stop& /*stop*/) override {
    ++lists;
    if (down) return fail(ErrorKind::outside, "the ledger is down");
    Reference reference;
    reference.read = clock_.now();
    reference.locked_until = locked;
    return reference;
  }
  Result<std::vector<LedgerItem>> items(const Stop& /*stop*/) override { return std::vector<LedgerItem>{}; }
  Result<std::optional<Date>> locked_until(const Stop& /*stop*/) override {
    ++locks;
    if (down) return fail(ErrorKind::outside, "the ledger is down");
    return locked;
  }
  std::size_t fits(std::span<const Document> documents) const override { return documents.size(); }
  Result<FrozenRequest> freeze(std::string_view /*id*/, std::span<const Document> /*documents*/,
                               const Receipts& /*receipts*/) const override {
    return FrozenRequest{};
  }
  Outcomes send(const Attempt& attempt, const Stop& /*stop*/) override {
    return Outcomes(attempt.members.size());
  }
  Outcomes check(const Attempt& attempt, const Stop& /*stop*/) override {
    return Outcomes(attempt.members.size());
  }
  Result<Drafting> draft(const Entries& /*entries*/, const Posted& /*posted*/) const override {
    return Drafting{};
  }

 private:
  Clock& clock_;
};

constexpr Millis minute{60'000};

}  // namespace

TEST_CASE("lists are read every six hours, the locked day every fifteen minutes") {
  log::set_level(log::Level::off);
  VirtualClock clock(Instant::parse("2026-02-10T12:00:00Z").value());
  CountingLedger ledger(clock);
  auto store = store::open_store("sqlite::memory:").value();
  flow::ReferenceKeeper keeper("us", ledger, *store, clock);
  for (int i = 0; i < 6 * 60; ++i) {
    keeper.current({});
    clock.advance(minute);
  }
  CHECK(ledger.lists == 1);
  CHECK(ledger.locks == 23);
  keeper.current({});
  CHECK(ledger.lists == 2);

  SUBCASE("a new lock is seen") {
    ledger.locked = day("2026-01-31");
    clock.advance(15 * minute);
    CHECK(keeper.current({})->locked_until == day("2026-01-31"));
    CHECK(ledger.lists == 2);
    const auto kept = flow::kept_lock(*store, "us").value();
    REQUIRE(kept.has_value());
    CHECK(kept->until == day("2026-01-31"));
    CHECK(kept->read == clock.now());
    CHECK(flow::kept_reference(*store, "us").value()->locked_until == day("2026-01-31"));
  }
  SUBCASE("a doubtful list is read again, but not twice a minute") {
    keeper.suspect();
    keeper.current({});
    CHECK(ledger.lists == 2);
    clock.advance(minute);
    keeper.current({});
    CHECK(ledger.lists == 3);
  }
  SUBCASE("a ledger that is down leaves what is known, and is asked again after a minute") {
    ledger.down = true;
    clock.advance(15 * minute);
    CHECK(keeper.current({}) != nullptr);
    const int asked = ledger.locks;
    keeper.current({});
    CHECK(ledger.locks == asked);
    clock.advance(minute);
    keeper.current({});
    CHECK(ledger.locks == asked + 1);
  }
}

TEST_CASE("without any lists nothing is known") {
  log::set_level(log::Level::off);
  VirtualClock clock(Instant::parse("2026-02-10T12:00:00Z").value());
  CountingLedger ledger(clock);
  ledger.down = true;
  auto store = store::open_store("sqlite::memory:").value();
  flow::ReferenceKeeper keeper("us", ledger, *store, clock);
  CHECK_FALSE(flow::kept_lock(*store, "us").value().has_value());
  CHECK(keeper.current({}) == nullptr);
}
