// What becomes of what is pushed to us, with the whole engine and Walmart's stand-in: orders arrive without
// a sweep, once, whatever fails in between; and the timetable says what is read when.
#include "flow/inbox.h"

#include <doctest/doctest.h>

#include <map>

#include "flow/ending_clock.h"
#include "flow/rig.h"
#include "model/push.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr const char* po = "108800000000001";
constexpr Millis minute{60'000};
constexpr Millis hour{3'600'000};
constexpr Millis day{86'400'000};

const Instant start = RigSettings{}.start;

RigSettings created() {
  RigSettings settings;
  settings.book = BookMode::created;
  settings.acknowledge = false;
  return settings;
}

simulator::World one_order(Instant placed) {
  simulator::World world;
  world.add(plain_order(po, "MUG-BLU", 1, "10.00", "0.80", placed));
  return world;
}

void hand_in(Rig& rig, std::string_view kind, const std::string& key, const std::string& id) {
  const std::vector<store::InboxRequest> requests = {
      {{"us", std::string(kind), key, R"({"event":"X","id":")" + id + "\"}", {}, true}}};
  const auto kept = rig.store().accept(requests, rig.clock().now());
  REQUIRE(kept.ok());
  REQUIRE(kept->front().fresh == 1);
}

std::string inbox(Rig& rig) {
  std::string text;
  const auto counts = rig.store().inbox_counts("us").value();
  for (const auto& count : counts)
    text += (text.empty() ? "" : ", ") + std::to_string(count.count) + " " + count.kind + " " + count.state;
  return text;
}

std::size_t records(Rig& rig) {
  return rig.store().records({}).value().size();
}

int reads_of_orders(Rig& rig) {
  int reads = 0;
  for (const auto& [call, count] : rig.network().calls())
    if (call.starts_with("GET") && call.find("/v3/orders/") != std::string::npos) reads += count;
  return reads;
}

// Keeps when each list of orders was asked for, and from when on.
class Listening final : public wire::Transport {
 public:
  Listening(wire::Transport& transport, Clock& clock) : transport_(transport), clock_(clock) {}
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override {
    const auto from = request.url.find("lastModifiedStartDate=");
    if (from != std::string::npos && request.url.find("SellerFulfilled") != std::string::npos)
      asked.emplace_back(clock_.now(), Instant::parse(request.url.substr(from + 22, 20)).value());
    return transport_.call(request, stop);
  }
  std::vector<std::pair<Instant, Instant>> asked;

 private:
  wire::Transport& transport_;
  Clock& clock_;
};

}  // namespace

TEST_CASE("a hint brings its order without a sweep, and it is booked once") {
  Rig rig(one_order(start - minute), created());
  hand_in(rig, push::hint_order, "e1", po);
  hand_in(rig, push::hint_order, "e2", po);  // another event of the same order
  rig.pass(false);
  CHECK(rig.state(po) == "booked");
  CHECK(inbox(rig) == "2 hint/order done");
  CHECK(reads_of_orders(rig) == 1);
  CHECK(ledgered(rig.xero().invoices(), po, true).invoices == 1);
  // The sweep finds what is known already.
  const auto report = rig.pass(true);
  CHECK(report.received.fresh == 0);
  CHECK(report.received.revised == 0);
  CHECK(ledgered(rig.xero().invoices(), po, true).invoices == 1);
}

TEST_CASE("a hint about a return brings that return") {
  Rig rig(one_order(start - 2 * day), created());
  REQUIRE(rig.walmart().ship(po, "1", 1, start - day));
  simulator::MarketReturn made;
  made.id = "104812345678901001";
  made.customer_order = "2" + std::string(po).substr(1);
  made.created = start + minute;
  made.return_by = start + 30 * day;
  made.lines.resize(1);
  made.lines[0].po = po;
  made.lines[0].order_line = "1";
  REQUIRE(rig.walmart().add_return(made));
  rig.advance(2 * minute);
  hand_in(rig, push::hint_return, "e1", made.id);
  rig.pass(false);
  CHECK(rig.record(made.id).key.kind == RecordKind::return_order);
  CHECK(inbox(rig) == "1 hint/return done");
}

TEST_CASE("an event for an order that cannot be read yet is tried again until it can") {
  Rig rig(one_order(start + 10 * minute), created());
  hand_in(rig, push::hint_order, "e1", po);
  rig.pass(false);
  CHECK(records(rig) == 0);
  CHECK(inbox(rig) == "1 hint/order waiting");
  for (int i = 0; i < 30 && records(rig) == 0; ++i) {
    rig.advance(minute);
    rig.pass(false);
  }
  CHECK(rig.state(po) == "booked");
  CHECK(inbox(rig) == "1 hint/order done");
  CHECK(reads_of_orders(rig) < 10);  // later and later
}

TEST_CASE("an order that never appears is given up after a day, with a reason") {
  Rig rig(one_order(start - minute), created());
  hand_in(rig, push::hint_order, "e1", "108800000000099");
  for (int i = 0; i < 200; ++i) {
    rig.pass(false);
    rig.advance(10 * minute);
  }
  const auto refused = rig.store().inbox_refused("us", 10).value();
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].reason == "order 108800000000099 cannot be read yet; it was tried for a day");
  CHECK(records(rig) == 0);
}

TEST_CASE("while Walmart is out of order no hint is lost and it is not asked for each of them") {
  Rig rig(one_order(start - minute), created());
  for (int i = 0; i < 5; ++i)
    hand_in(rig, push::hint_order, "e" + std::to_string(i),
            std::string(po).substr(0, 14) + std::to_string(i));
  rig.walmart().set_random_faults(1, 1.0);
  const auto report = rig.pass(false);
  CHECK(report.trouble.size() == 1);
  CHECK(inbox(rig) == "5 hint/order waiting");
  rig.walmart().set_random_faults(1, 0.0);
  rig.advance(minute);
  rig.pass(false);
  CHECK(rig.state(po) == "booked");
  CHECK(inbox(rig) == "1 hint/order done, 4 hint/order waiting");
}

TEST_CASE("what a dead worker held comes back when its lease ends") {
  Rig rig(one_order(start - minute), created());
  hand_in(rig, push::hint_order, "e1", po);
  const std::vector<std::string> kinds = {std::string(push::hint_order)};
  REQUIRE(rig.store()
              .claim_inbox("us", kinds, "dead", 10, limits::inbox_lease, rig.clock().now())
              .value()
              .size() == 1);
  rig.pass(false);
  CHECK(records(rig) == 0);
  rig.advance(limits::inbox_lease);
  rig.pass(false);
  CHECK(rig.state(po) == "booked");
}

TEST_CASE("an event that names no order is refused with a reason, and leaves nothing in the books") {
  Rig rig(one_order(start - minute), created());
  hand_in(rig, push::hint_order, "e1", "");
  rig.pass(false);
  CHECK(inbox(rig) == "1 hint/order refused");
  CHECK(records(rig) == 0);
  CHECK(rig.writes() == 0);
}

TEST_CASE("other items go to the handler of their kind; hints without one are done, notices wait") {
  std::map<std::string, int> seen;
  RigSettings settings = created();
  settings.handlers["shipment"] = [&](const store::ClaimedItem& item) -> Result<store::HandledItem> {
    ++seen[item.item.key];
    if (item.item.key == "good") return store::HandledItem{};
    if (item.item.key == "never")
      return store::HandledItem{0, store::HandledItem::Kind::refused, "no such order", {}};
    return store::HandledItem{0, store::HandledItem::Kind::retry, "not yet", {}};
  };
  Rig rig(one_order(start - minute), settings);
  for (const auto* key : {"good", "never", "later"}) hand_in(rig, push::shipment, key, "x");
  hand_in(rig, push::hint_stock, "s1", "MUG-BLU");
  hand_in(rig, push::hint_ledger, "l1", "r-1");
  hand_in(rig, "parcel", "p1", "x");
  rig.pass(false);
  CHECK(inbox(rig) ==
        "1 hint/ledger done, 1 hint/stock done, 1 parcel waiting, 1 shipment done, 1 shipment refused, "
        "1 shipment waiting");
  CHECK(seen["later"] == 1);
  rig.advance(minute);
  rig.pass(false);
  CHECK(seen["good"] == 1);
  CHECK(seen["never"] == 1);
  CHECK(seen["later"] == 2);
}

TEST_CASE("a running engine reads by its timetable, and once a day a day more") {
  RigSettings settings = created();
  settings.schedule.zone = TimeZone::named("America/New_York").value();
  settings.schedule.kinds["orders"] = {hour, {}, every_weekday};
  settings.schedule.blackouts = {{22 * hour, 6 * hour}};
  settings.schedule.overlap = Cadence{Millis(0), {8 * hour}, every_weekday};
  Outside outside(one_order(start - minute), start);
  std::stop_source stop;
  EndingClock clock(outside.clock, start + 2 * day, stop);
  Listening listening(outside.network, clock);
  Process process(settings, {listening, clock}, "w1");
  REQUIRE(process.engine->run(stop.get_token()).ok());
  int overlaps = 0;
  int at_night = 0;
  for (const auto& [when, from] : listening.asked) {
    const Millis time = settings.schedule.zone.time_of(when);
    at_night += time >= 22 * hour || time < 6 * hour ? 1 : 0;
    overlaps += when - from > day && when - from < 3 * day ? 1 : 0;
  }
  CHECK(at_night == 0);
  CHECK(overlaps == 2);
  // 16 hours a day are left, and the overlap reads once more each time.
  CHECK(listening.asked.size() >= 32);
  CHECK(listening.asked.size() <= 42);
  // A restart within the hour reads nothing again.
  const auto before = listening.asked.size();
  std::stop_source again;
  EndingClock later(outside.clock, outside.clock.now() + minute, again);
  process.engine.reset();
  process.ledger.reset();  // it gives back to the store what it holds
  Process second(settings, {listening, later}, "w2", {}, std::move(process.store));
  REQUIRE(second.engine->run(again.get_token()).ok());
  CHECK(listening.asked.size() == before);
}
