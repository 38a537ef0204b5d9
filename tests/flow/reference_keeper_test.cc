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
  std::string source = "books of one";
  Reference says;  // its lists
  std::optional<Reference> used;

  Result<Reference> reference(const Stop& /*stop*/) override {
    ++lists;
    if (down) return fail(ErrorKind::outside, "the ledger is down");
    Reference reference = says;
    reference.read = clock_.now();
    reference.locked_until = locked;
    return reference;
  }
  std::string reference_source() const override { return source; }
  void use(const Reference& known) override { used = known; }
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
    CHECK(flow::kept_reference(*store, "us", nullptr).value()->locked_until == day("2026-01-31"));
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

namespace {

// One process after another, or beside it, on one store.
struct Processes {
  Processes() { log::set_level(log::Level::off); }
  // The first of them reads.
  void begin() { CHECK(flow::ReferenceKeeper("us", first, *store, clock).current({}) != nullptr); }

  VirtualClock clock{Instant::parse("2026-02-10T12:00:00Z").value()};
  CountingLedger first{clock};
  CountingLedger second{clock};
  std::unique_ptr<store::Store> store = store::open_store("sqlite::memory:").value();
};

}  // namespace

TEST_CASE("a process begins from the lists and the locked day that another one has read") {
  Processes processes;
  processes.first.locked = day("2026-01-31");
  processes.begin();
  processes.clock.advance(14 * minute);
  CountingLedger& ledger = processes.second;
  flow::ReferenceKeeper keeper("us", ledger, *processes.store, processes.clock);
  REQUIRE(keeper.current({}) != nullptr);
  CHECK(keeper.current({})->locked_until == day("2026-01-31"));
  CHECK(ledger.used.has_value());
  CHECK(ledger.lists + ledger.locks == 0);

  SUBCASE("and reads when they are too old") {
    processes.clock.advance(minute);
    keeper.current({});
    CHECK(ledger.lists == 0);
    CHECK(ledger.locks == 1);
    processes.clock.advance(6 * 60 * minute);
    keeper.current({});
    CHECK(ledger.lists == 1);
  }
  SUBCASE("and takes the newer locked day that the other one has read since") {
    processes.clock.advance(minute);
    processes.first.locked = day("2026-02-05");
    flow::ReferenceKeeper("us", processes.first, *processes.store, processes.clock).current({});
    REQUIRE(processes.first.locks == 1);
    CHECK(keeper.current({})->locked_until == day("2026-02-05"));
    CHECK(ledger.locks == 0);
  }
  SUBCASE("and reads at once where a decision is not among them") {
    keeper.suspect();
    keeper.current({});
    CHECK(ledger.lists == 1);
  }
  SUBCASE("and goes on with them while the ledger is down") {
    ledger.down = true;
    processes.clock.advance(7 * 60 * minute);
    CHECK(keeper.current({}) != nullptr);
    CHECK_FALSE(keeper.missing({}));
  }
}

TEST_CASE("lists of another ledger are none, and neither are lists of a time that has not come") {
  Processes processes;
  processes.begin();
  VirtualClock set_back(Instant::parse("2026-02-10T11:00:00Z").value());
  Clock* clock = &processes.clock;
  SUBCASE("another ledger") {
    processes.second.source = "books of two";
  }
  SUBCASE("the clock was set back") {
    clock = &set_back;
  }
  flow::ReferenceKeeper keeper("us", processes.second, *processes.store, *clock);
  keeper.current({});
  CHECK(processes.second.lists == 1);
}

TEST_CASE("what is kept of the lists is all that checks and drafts need") {
  Processes processes;
  Reference& says = processes.first.says;
  const auto cad = Currency::parse("CAD").value();
  says.organisation = "A shop";
  says.country = "US";
  says.base_currency = Currency::parse("USD").value();
  says.currencies = {says.base_currency, cad};
  LedgerAccount clearing{"id-1", "090", "Walmart clearing", "BANK", true, false, "ASSET", true, false};
  clearing.currency = cad;
  says.accounts = {clearing, {"id-2", "200", "Sales", "REVENUE", false, true, "REVENUE", false, true}};
  says.tax_types = {{"TAX001", "State tax", true, true, Decimal::parse("8.25").value(), {"REVENUE"}},
                    {"OLD", "Old tax", false, false, Decimal{}, {}}};
  says.tracking = {{"Channel", "Walmart US", true}, {"Channel", "Gone", false}};
  says.categories = {{"id-3", "Channel", true}};
  says.items = {{"MUG-BLU", "A mug", std::nullopt, Decimal::parse("24.9950").value(), std::nullopt, "id-4",
                 "A blue mug", "200", "TAX001", "/Date(1)/"}};
  processes.begin();
  const auto kept = flow::kept_reference(*processes.store, "us", &processes.second).value();
  REQUIRE(kept.has_value());
  CHECK(kept->organisation == "A shop");
  CHECK(kept->country == "US");
  CHECK(kept->base_currency == says.base_currency);
  CHECK(kept->currencies == says.currencies);
  REQUIRE(kept->accounts.size() == 2);
  const LedgerAccount& bank = kept->accounts[0];
  CHECK(bank.id == "id-1");
  CHECK(bank.code == "090");
  CHECK(bank.type == "BANK");
  CHECK(bank.group == "ASSET");
  CHECK(bank.currency == cad);
  CHECK(bank.active);
  CHECK(bank.takes_payments);
  CHECK_FALSE(bank.takes_lines);
  CHECK_FALSE(bank.takes_journals);
  CHECK_FALSE(kept->accounts[1].active);
  CHECK(kept->accounts[1].takes_lines);
  CHECK(kept->accounts[1].takes_journals);
  CHECK_FALSE(kept->accounts[1].takes_payments);
  REQUIRE(kept->tax_types.size() == 2);
  CHECK(kept->tax_types[0].rate == Decimal::parse("8.25").value());
  CHECK(kept->tax_types[0].for_revenue);
  CHECK(kept->tax_types[0].groups == std::vector<std::string>{"REVENUE"});
  CHECK_FALSE(kept->tax_types[1].active);
  CHECK_FALSE(kept->tax_types[1].for_revenue);
  REQUIRE(kept->tracking.size() == 2);
  CHECK_FALSE(kept->tracking[1].active);
  REQUIRE(kept->categories.size() == 1);
  CHECK(kept->categories[0].id == "id-3");
  REQUIRE(kept->items.size() == 1);
  const LedgerItem& item = kept->items[0];
  CHECK(item.price == Decimal::parse("24.995").value());
  CHECK(item.id == "id-4");
  CHECK(item.description == "A blue mug");
  CHECK(item.sales_account == "200");
  CHECK(item.sales_tax == "TAX001");
  CHECK(item.changed == "/Date(1)/");
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
  const auto missing = keeper.missing({});
  REQUIRE(missing.has_value());
  CHECK(missing->message == "the ledger is down");
  CHECK(keeper.next_try() == clock.now() + minute);
}
