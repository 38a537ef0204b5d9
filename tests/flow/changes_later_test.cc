// A ledger that posts later than it takes is looked at again: by the day, at the times of the calendar,
// closely once a day, never with a day's last calls, and no further once the engine is stopped.
#include <doctest/doctest.h>

#include "base/log.h"
#include "base/virtual_clock.h"
#include "flow/changes.h"
#include "flow/fakes.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis hour{3'600'000};
constexpr Millis whole_day = 24 * hour;

// Says of every document the same, and notes which days it was asked for.
class LaterLedger final : public StockLedger {
 public:
  std::optional<LedgerChange> says;
  Result<void> fails;
  std::vector<std::string> asked_days;  // "2026-02-08 closely"
  std::stop_source* stops = nullptr;

  std::string name() const override { return "CloudSuite"; }
  bool posts_later() const override { return true; }
  Result<std::vector<std::optional<LedgerChange>>> look_again(std::span<const Standing> standing,
                                                              bool closely, const Stop& /*stop*/) override {
    asked_days.push_back(standing.front().document.date.text() + (closely ? " closely" : ""));
    if (stops != nullptr) stops->request_stop();
    if (!fails) return fails.error();
    std::vector<std::optional<LedgerChange>> told(standing.size(), says);
    for (std::size_t i = 0; i < told.size(); ++i)
      if (told[i]) told[i]->outside_id = standing[i].receipt->outside_id;
    return told;
  }
};

struct Desk {
  VirtualClock clock{Instant::parse("2026-02-10T12:00:00Z").value()};
  std::unique_ptr<store::Store> store = store::open_store("sqlite::memory:").value();
  FakeSource source;
  LaterLedger ledger;
  PlainChannel channel;
  flow::Pair pair{{}, source, ledger, channel, *store, clock, nullptr};
  flow::Timetable timetable{"us", usual_schedule(), *store};
  flow::Changes changes{pair, timetable};

  Desk() {
    log::set_level(log::Level::off);
    pair.settings.name = "us";
  }
  // Rows of an order that the ledger has taken as far as `status`.
  void take(const std::string& order, const char* dated, const std::string& status) {
    const RawRecord raw{RecordKind::order, order, "{}"};
    REQUIRE(store->receive("us", std::vector{raw}, "", "", clock.now()).ok());
    const auto claimed = store->claim_records("us", "w", 1, hour, clock.now()).value();
    store::MappedRecord mapped;
    mapped.id = claimed.at(0).id;
    Document rows;
    rows.pair = "us";
    rows.kind = DocumentKind::gl_run_group;
    rows.key = "WM-" + order;
    rows.record = claimed[0].record.key;
    rows.content = "{}";
    rows.date = Date::parse(dated).value();
    rows.total = Money{Decimal::whole(10), Currency::parse("USD").value()};
    mapped.documents = {rows};
    REQUIRE(store->finish_records(std::vector{mapped}, "w", clock.now()).ok());
    Attempt attempt;
    attempt.id = "a" + order;
    attempt.pair = "us";
    attempt.created = clock.now();
    attempt.members = store->sendable("us", Side::ledger, 10, clock.now()).value();
    REQUIRE(store->begin_attempt(attempt, "w", hour, clock.now()).ok());
    Outcome there;
    there.kind = Outcome::Kind::posted;
    there.receipt = {"WM_" + order, status, rows.total, clock.now()};
    REQUIRE(
        store
            ->finish_attempt(attempt.id, attempt.members, std::vector{there}, Cause::answer, "w", clock.now())
            .ok());
  }
  // One look, and the days that were asked for.
  std::string look() {
    ledger.asked_days.clear();
    std::vector<std::string> trouble;
    REQUIRE(changes.step(trouble, stop.get_token()).ok());
    troubles = trouble.size();
    std::string days;
    for (const std::string& one : ledger.asked_days) days += (days.empty() ? "" : ", ") + one;
    return days;
  }
  bool due() { return !timetable.due({flow::Changes::cadence}, clock.now()).value().empty(); }

  std::stop_source stop;
  std::size_t troubles = 0;
};

LedgerChange now_at(const char* status) {
  LedgerChange change;
  change.status = status;
  change.staged = true;
  change.total = Decimal::whole(10);
  change.currency = "USD";
  return change;
}

}  // namespace

TEST_CASE("what is not posted yet is looked at every hour, what is posted for some weeks once a day") {
  Desk desk;
  desk.take("1", "2026-02-08", "journalised");
  desk.take("2", "2026-02-09", "posted");
  desk.take("3", "2025-12-01", "posted");
  desk.take("4", "2025-12-02", "released");
  CHECK(desk.due());
  CHECK(desk.look() == "2025-12-02 closely, 2026-02-08 closely, 2026-02-09 closely");
  CHECK_FALSE(desk.due());
  desk.clock.advance(hour);
  CHECK(desk.due());
  CHECK(desk.look() == "2025-12-02, 2026-02-08");
  desk.clock.advance(whole_day - hour);
  CHECK(desk.look() == "2025-12-02 closely, 2026-02-08 closely, 2026-02-09 closely");
  // Once it has come to the end it is asked for like all that is posted.
  desk.ledger.says = now_at("posted");
  desk.clock.advance(hour);
  CHECK(desk.look() == "2025-12-02, 2026-02-08");
  desk.clock.advance(hour);
  CHECK(desk.look().empty());
  CHECK(desk.store->counts("us").value().staged.empty());
}

TEST_CASE("a look leaves a day's last calls to what is to be booked, and comes back") {
  Desk desk;
  desk.take("1", "2026-02-08", "journalised");
  desk.ledger.limits = {{"cloudsuite/T/day", 100, whole_day}};
  for (int i = 0; i < 85; ++i) REQUIRE(desk.store->take(desk.ledger.limits[0], desk.clock.now()).ok());
  CHECK(desk.look().empty());
  CHECK(desk.troubles == 0);
  desk.clock.advance(12 * hour);
  CHECK(desk.due());
  CHECK(desk.look() == "2026-02-08 closely");
}

TEST_CASE("a ledger that cannot be looked at is told of and looked at again soon, and a stop ends a look") {
  Desk desk;
  desk.take("1", "2026-02-08", "journalised");
  desk.take("2", "2026-02-09", "journalised");
  desk.ledger.fails = fail(ErrorKind::outside, "the ledger is down");
  CHECK(desk.look() == "2026-02-08 closely");
  CHECK(desk.troubles == 1);
  CHECK_FALSE(desk.due());
  desk.clock.advance(Millis(300'000));
  CHECK(desk.due());
  desk.ledger.fails = {};
  desk.ledger.stops = &desk.stop;
  CHECK(desk.look() == "2026-02-08 closely");
  CHECK(desk.due());  // it was not read to its end
}

TEST_CASE("what is gone or differs is disputed with both values, and what was answered so keeps its words") {
  Desk desk;
  desk.take("1", "2026-02-08", "journalised");
  LedgerChange change = now_at("journalised");
  std::string told;
  SUBCASE("gone") {
    change.gone = true;
    change.status = "deleted";
    told = "changed in CloudSuite by somebody: deleted, total 10.00 → 0.00";
  }
  SUBCASE("another total") {
    change.total = Decimal::whole(7);
    told = "changed in CloudSuite by somebody: total 10.00 → 7.00";
  }
  desk.ledger.says = change;
  (void)desk.look();
  const auto troubled = desk.store->troubled("us").value();
  REQUIRE(troubled.size() == 1);
  CHECK(troubled[0].document.state == DocumentState::disputed);
  CHECK(troubled[0].document.reason == told);
  // Nothing new is told of the same, and the dispute ends where it is as it was sent again.
  desk.clock.advance(hour);
  (void)desk.look();
  CHECK(desk.store->troubled("us").value().at(0).document.reason == told);
  desk.ledger.says = now_at("released");
  desk.clock.advance(hour);
  (void)desk.look();
  CHECK(desk.store->troubled("us").value().empty());
  CHECK(desk.store->counts("us").value().documents.at(0).name == "released");
}
