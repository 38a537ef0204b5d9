// The alert that comes before a day's calls are spent.
#include "flow/limit_watch.h"

#include <doctest/doctest.h>

#include "base/virtual_clock.h"
#include "flow/fakes.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

class Told final : public Alerts {
 public:
  void standing(std::string_view pair, std::string_view topic, std::vector<AlertCause> causes) override {
    text = std::string(pair) + "/" + std::string(topic) + ":";
    for (const auto& cause : causes) text += " " + cause.title + ": " + cause.reason;
    last = std::move(causes);
    ++times;
  }
  std::string text;
  std::vector<AlertCause> last;
  int times = 0;
};

struct Desk {
  Desk() {
    pair.settings.name = "us";
    pair.alerts = &told;
    ledger.limits = {{"x/minute", 10, Millis(12'000)}, {"x/day", 500, Millis(86'400'000)}};
  }
  // An invoice each, all drafted; 50 go in a call.
  void draft(int count) {
    std::vector<RawRecord> page;
    for (int i = 0; i < count; ++i) page.push_back({RecordKind::order, std::to_string(i), "{}", Lane::fresh});
    REQUIRE(store->receive("us", page, "", "", clock.now()).ok());
    const auto claimed = store->claim_records("us", "w", 10'000, Millis(60'000), clock.now()).value();
    std::vector<store::MappedRecord> batch;
    for (const auto& record : claimed) {
      Document invoice;
      invoice.pair = "us";
      invoice.key = "WM-" + record.record.key.id;
      invoice.record = record.record.key;
      invoice.content = "{}";
      invoice.date = day("2026-02-10");
      store::MappedRecord mapped;
      mapped.id = record.id;
      mapped.documents = {invoice};
      batch.push_back(std::move(mapped));
    }
    REQUIRE(store->finish_records(batch, "w", clock.now()).ok());
  }
  void left(double calls) { REQUIRE(store->observe(ledger.limits[1], calls, clock.now()).ok()); }
  void look() {
    clock.advance(Millis(60'000));
    REQUIRE(watch.step().ok());
  }

  VirtualClock clock{Instant::parse("2026-02-10T12:00:00Z").value()};
  std::unique_ptr<store::Store> store = store::open_store("sqlite::memory:").value();
  FakeSource source;
  StockLedger ledger;
  PlainChannel channel;
  Told told;
  flow::Pair pair{{}, source, ledger, channel, *store, clock, nullptr};
  flow::LimitWatch watch{pair};
};

}  // namespace

TEST_CASE("an alert comes when a fifth of the day's calls is left and what waits needs more") {
  Desk desk;
  desk.draft(250);  // five calls
  desk.left(3);
  desk.look();
  REQUIRE(desk.told.last.size() == 1);
  CHECK(desk.told.last[0].kind == AlertKind::operations);
  CHECK(desk.told.text.find("us/limits: the day's calls to the ledger are nearly spent: what waits needs 5 "
                            "calls, and 3 can be made now") == 0);
  desk.clock.advance(Millis(86'400'000));
  desk.look();
  CHECK(desk.told.last.empty());  // it is over
}

TEST_CASE("no alert while the calls that are left do for what waits, and one look a minute") {
  Desk desk;
  desk.draft(250);
  desk.left(50);
  desk.look();
  CHECK(desk.told.last.empty());
  CHECK(desk.told.times == 1);
  REQUIRE(desk.watch.step().ok());
  CHECK(desk.told.times == 1);
}
