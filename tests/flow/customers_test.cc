// The ledger's customers on their way to the rules: read seldom, kept for all, noted with what they chose,
// and a customer that is closed or gone is nobody to book for.
#include <doctest/doctest.h>

#include "base/log.h"
#include "base/virtual_clock.h"
#include "flow/customer_keeper.h"
#include "flow/fakes.h"
#include "flow/reference_notes.h"
#include "flow/vet_customer.h"
#include "model/entry_essence.h"
#include "model/entry_text.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// Has customers; counts how often it is asked for them.
class CustomerLedger final : public StockLedger {
 public:
  std::string source = "here";
  std::vector<LedgerCustomer> list = {{"C1", "Acme"}, {"C2", "Beta", "", "", false}};
  bool down = false;
  int times = 0;

  std::string customer_source() const override { return source; }
  Result<std::vector<LedgerCustomer>> customers(const Stop& /*stop*/) override {
    ++times;
    if (down) return fail(ErrorKind::outside, "the ledger is down");
    return list;
  }
};

struct Desk {
  VirtualClock clock{Instant::parse("2026-02-10T12:00:00Z").value()};
  CustomerLedger ledger;
  std::unique_ptr<store::Store> store = store::open_store("sqlite::memory:").value();
  flow::CustomerKeeper keeper{"us", ledger, *store, clock};

  Desk() { log::set_level(log::Level::off); }
};

constexpr Millis minute{60'000};
constexpr Millis hour{3'600'000};

}  // namespace

TEST_CASE("customers are read every six hours, and by one of the processes that share a store") {
  Desk desk;
  flow::CustomerKeeper other("us", desk.ledger, *desk.store, desk.clock);
  const auto first = desk.keeper.current({});
  REQUIRE(first.has_value());
  CHECK(first->list->size() == 2);
  CHECK(other.current({})->list->hash() == first->list->hash());
  desk.clock.advance(5 * hour);
  CHECK(desk.keeper.current({}).has_value());
  CHECK(desk.ledger.times == 1);
  desk.ledger.list.push_back({"C3", "New"});
  desk.clock.advance(hour);
  CHECK(desk.keeper.current({})->list->size() == 3);
  CHECK(other.current({})->list->size() == 3);
  CHECK(desk.ledger.times == 2);

  SUBCASE("a doubtful list is read again, but not twice a minute") {
    desk.keeper.suspect();
    desk.keeper.current({});
    CHECK(desk.ledger.times == 2);
    desk.clock.advance(minute);
    desk.keeper.current({});
    CHECK(desk.ledger.times == 3);
  }
  SUBCASE("a long list, being many pages, is doubted less often") {
    for (int i = 0; i < 30'000; ++i) desk.ledger.list.push_back({"L" + std::to_string(i)});
    desk.clock.advance(6 * hour);
    desk.keeper.current({});
    CHECK(desk.ledger.times == 3);
    desk.keeper.suspect();
    desk.clock.advance(4 * minute - Millis(1));
    desk.keeper.current({});
    CHECK(desk.ledger.times == 3);
    desk.clock.advance(Millis(1));
    desk.keeper.current({});
    CHECK(desk.ledger.times == 4);
  }
  SUBCASE("a ledger that is down leaves what is known, and is asked again after a minute") {
    desk.ledger.down = true;
    desk.clock.advance(6 * hour);
    CHECK(desk.keeper.current({})->list->size() == 3);
    desk.keeper.current({});
    CHECK(desk.ledger.times == 3);
    desk.clock.advance(minute);
    desk.keeper.current({});
    CHECK(desk.ledger.times == 4);
  }
  SUBCASE("a list that does not tell customers apart does not take the place of one that does") {
    desk.ledger.list.push_back({"C3", "Again"});
    desk.clock.advance(6 * hour);
    CHECK(desk.keeper.current({})->list->size() == 3);
  }
  SUBCASE("another list is read at once by whoever starts with it") {
    desk.ledger.source = "elsewhere";
    desk.ledger.list = {{"D1"}};
    flow::CustomerKeeper changed("us", desk.ledger, *desk.store, desk.clock);
    const auto reading = changed.current({});
    CHECK(reading->list->size() == 1);
    CHECK(reading->gone.empty());
  }
}

TEST_CASE("a ledger without customers is never asked, and what could never be read is not known") {
  Desk desk;
  desk.ledger.source.clear();
  CHECK_FALSE(desk.keeper.current({}).has_value());
  CHECK(desk.ledger.times == 0);
  desk.ledger.source = "here";
  desk.ledger.down = true;
  CHECK_FALSE(desk.keeper.current({}).has_value());
}

TEST_CASE("who is no longer listed stays noted, until the ledger has him again") {
  Desk desk;
  desk.keeper.current({});
  desk.ledger.list = {{"C3", "New"}};
  desk.clock.advance(6 * hour);
  CHECK(desk.keeper.current({})->gone == std::vector<std::string>{"C1", "C2"});
  desk.ledger.list = {{"C1", "Acme"}};
  desk.clock.advance(6 * hour);
  desk.keeper.current({});
  const auto kept = flow::kept_customers(*desk.store, "us", "here").value();
  REQUIRE(kept.has_value());
  CHECK(kept->gone == std::vector<std::string>{"C2", "C3"});
  CHECK(kept->read == desk.clock.now());
  CHECK_FALSE(flow::kept_customers(*desk.store, "ca", "here").value().has_value());
}

TEST_CASE("nothing is booked for a customer that is closed, gone or unknown") {
  flow::CustomerReading reading;
  reading.list = std::make_shared<const Customers>(
      Customers::of({{"C1", "Acme"}, {"C2", "Beta", "", "", false}}).value());
  reading.gone = {"C7"};
  const auto why = [&](const char* code, bool made) {
    const auto objection = flow::vet_customer(code, {"rules/contact.lua", 3}, made, reading);
    if (objection) CHECK(objection->origin == "rules/contact.lua:3");
    return objection ? objection->reason : "";
  };
  CHECK(why("", false).empty());
  CHECK(why("C1", false).empty());
  CHECK(why("C2", true).starts_with("customer C2 is not active in the ledger"));
  CHECK(why("C7", true).starts_with("customer C7 was in the ledger and is not listed there any more"));
  CHECK(why("C9", false).starts_with("the ledger has no customer C9; add it there"));
  CHECK(why("C9", true).empty());
}

TEST_CASE("a contact that must be a code of the ledger's is one of them, or is held for") {
  Reference reference;
  const Origin named{"rules/contact.lua", 3};
  CHECK_FALSE(flow::vet_contact_code("C1", named, reference));  // the ledger takes any
  reference.contact_codes = {"WALMART"};
  CHECK_FALSE(flow::vet_contact_code("WALMART", named, reference));
  CHECK_FALSE(flow::vet_contact_code("", named, reference));
  const auto objection = flow::vet_contact_code("C1", named, reference);
  REQUIRE(objection);
  CHECK(objection->reason.starts_with("the ledger has no active code C1 in the dimension that says the"));
  CHECK(objection->origin == "rules/contact.lua:3");
  // Kept lists say the same, also that there are none.
  const auto store = store::open_store("sqlite::memory:").value();
  const StockLedger ledger;
  for (const auto& codes : {reference.contact_codes, std::optional<std::vector<std::string>>(),
                            std::optional(std::vector<std::string>{})}) {
    reference.contact_codes = codes;
    REQUIRE(flow::keep_reference(*store, "us", ledger, reference).ok());
    CHECK(flow::kept_reference(*store, "us", &ledger).value()->contact_codes == codes);
  }
}

TEST_CASE("the snapshot is kept with what it chose, and another one alone changes nothing") {
  Entries entries;
  entries.record = {"us", RecordKind::order, "1"};
  entries.currency = Currency::parse("USD").value();
  entries.contact = "C1";
  std::string without;
  write_entries(entries, without);
  entries.customers = "0123456789ab";
  std::string with;
  write_entries(entries, with);
  CHECK(read_entries(with)->customers == "0123456789ab");
  CHECK(with != without);
  std::string essence;
  std::string essence_without;
  essence_into(with, essence);
  essence_into(without, essence_without);
  CHECK(essence == essence_without);
}
